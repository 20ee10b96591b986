from tests.mailing.letters import prov  # noqa: F401  a fixture
