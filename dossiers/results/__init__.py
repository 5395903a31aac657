"""The result (kết quả): what is issued, how it is returned, what became of it since, and who may check it.

``models`` results, wishes to correct them, the postage and what was handed to the post · ``issuing`` what the steps of
the workflow write · ``forms`` what they ask · ``returning`` the way back and its charge · ``standing`` whether a result
holds, in words.
"""
