"""Requests to the API of competitions."""


def post(client, path, sent=None, version=None):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(f"/api/v1/{path}/", sent, headers=headers)
