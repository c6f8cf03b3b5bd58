"""A question and what was said before in, an `Answer` of cited statements out.

`assistant` leads: a message is understood (`understanding`), the sentences of the library are ranked (`search`), what
each plan holds for it is found (`finding`) and said (`saying`); a language model, where there is one, may word it
(`wording`).
"""
