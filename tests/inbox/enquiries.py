"""Enquiries as submitted by companies."""


def errors_of(response) -> dict:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}
