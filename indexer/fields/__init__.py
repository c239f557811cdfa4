"""The fields of a reply: each found with the place that proves it, or left out.

A wrong 文号 or agency is worse than none, so every pattern is tied to a zone: the head (before the
salutation), the opening sentence, the body, the tail (signature, date, contact).
"""
