"""The supplement (yêu cầu bổ sung): what an official asks a citizen to put right, item by item, and how it comes back.

``models`` the request and its items · ``walk`` everything an official judges · ``asking`` and ``completing`` the two
steps of the workflow · ``opened`` what a request lets the citizen change · ``saving`` what the citizen has put in so
far.
"""
