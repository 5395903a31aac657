"""As what somebody acts: the asker, or an official whose post counts at the office that receives petitions or at the
agency that answers."""

ASKER, RECEPTION, HANDLER = "asker", "reception", "handler"
