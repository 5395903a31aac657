"""What citizens say: petitions, questions, ratings, questionnaires (design §2; A10, A13; decision 039).

``petitions/table.py`` first: the life of a petition is a table of its own, with the same one function that performs.
"""
