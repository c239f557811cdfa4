"""Why a reply is where it is in a list, or not in it: the engine's numbers (`account`) in a clerk's words.

`wording` says what brings a reply to its place, `comparing` why it stands below another one, `failing`
what it lacks, and `why` puts them together for one reply.
"""
