"""My data as a file: everything the portal keeps of a person, for that person.

``models`` what happened to each copy · ``contents`` what is in it · ``sections`` what other rooms add · ``package`` the
ZIP · ``work`` making it as long work, and forgetting it · ``asking`` ordering one.
"""
