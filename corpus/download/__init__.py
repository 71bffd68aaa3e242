"""Documents from their publishers' sites: only from hosts we know, only what was asked for, never half a file.

`downloader` fetches one address; `candidates` says which addresses to try for a document. Only `gate`, `transfer` and
`downloader` import an HTTP client, which takes a tenth of a second: import them where something is really fetched.
"""
