"""The pages of figures: at the desk for those who answer for them, a short form for everybody."""
