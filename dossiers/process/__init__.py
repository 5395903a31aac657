"""The internal process of a dossier (NĐ 61/2018 Đ.18-19): its steps, who has them, opinions, verifications, approval.

``course.follow`` moves the steps with the national status; ``steps.TABLE`` holds what people do between its changes.
"""
