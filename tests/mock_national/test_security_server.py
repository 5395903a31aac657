"""The security server: its two faces, its errors, and its log that nobody rewrites (protocols §2)."""

import base64
import hashlib
import json
import uuid

import httpx
import psycopg2
import pytest

from tests.mock_national.calling import PROVIDER, call, post
from tests.national_process import NationalProcess

NAME = "VN/GOV/000.00.00.G22/vpcpdvcprovider"
CLIENT = "VN/GOV/000.00.00.H02/motcua"


@pytest.fixture(autouse=True)
def empty(national: NationalProcess) -> None:
    national.reset()
    yield
    national.reset()


def rest(national: NationalProcess, service: str, body: object, name: str = NAME, **headers: str) -> httpx.Response:
    headers = {"X-Road-Client": CLIENT} | headers
    return httpx.post(f"{national.url}/r1/{name}/{service}", json=body, headers=headers)


def log(national: NationalProcess, query: str = "") -> dict:
    return httpx.get(f"{national.url}/__control/messages", params={"id": query} if query else {}).json()


@pytest.mark.parametrize("prefix", ["XrdAdapter", "VXPAdapter"])
def test_both_prefixes_lead_to_the_provider(national, prefix):
    url = f"{national.url}/{prefix}/RestService/forward/mapi/login"
    assert httpx.post(url, params={"dstcode": PROVIDER}, json={}).json()["error_code"] == "-1"


def test_another_prefix_leads_nowhere(national):
    url = f"{national.url}/Other/RestService/forward/mapi/login"
    assert httpx.post(url, params={"dstcode": PROVIDER}, json={}).status_code == 404


@pytest.mark.parametrize(
    "options", [{"params": {"dstcode": PROVIDER}}, {"params": {}, "headers": {"dstcode": PROVIDER}}]
)
def test_the_destination_stands_in_the_query_or_in_a_header(national, options):
    assert post(national, "mapi/login", {}, **options).status_code == 200


def test_an_error_of_the_adapter_is_an_object_of_three(national):
    answer = post(national, "mapi/login", {}, params={"dstcode": "VN:GOV:nobody:x"})
    assert answer.status_code == 400
    assert answer.json().keys() == {"type", "message", "detail"}


def test_the_number_of_the_caller_comes_back(national):
    query = str(uuid.uuid4())
    assert post(national, "mapi/login", {}, headers={"X-Road-Id": query}).headers["X-Road-Id"] == query


def test_request_and_answer_stand_in_the_log_under_one_number(national):
    query, body = str(uuid.uuid4()), {"username": "x"}
    answer = post(national, "mapi/login", body, headers={"X-Road-Id": query})
    lines = log(national, query)["lines"]
    assert [line["is_response"] for line in lines] == [False, True]
    assert lines[1]["sha256"] == hashlib.sha256(answer.content).hexdigest()


def test_the_log_is_one_chain(national):
    for _ in range(3):
        call(national, "TraCuuHoSo", mahoso="x")
    assert log(national)["broken_at"] is None
    assert log(national)["count"] >= 12


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mock_national_loggedmessage SET size = 0",
        "DELETE FROM mock_national_loggedmessage",
        "TRUNCATE mock_national_loggedmessage",
    ],
)
def test_nobody_rewrites_the_log(national, statement):
    call(national, "TraCuuHoSo", mahoso="x")
    connection = psycopg2.connect(national.env["NATIONAL_DATABASE_URL"])
    with pytest.raises(psycopg2.errors.RaiseException), connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def test_the_rest_face_answers_the_same_services(national):
    login = rest(national, "login", {"username": "bacgiang", "password": national.password}).json()
    body = {"session": login["session"], "madonvi": "000.00.00.H02", "mahoso": "x"}
    assert rest(national, "TraCuuHoSo", body).json()["result"] == []


def test_the_rest_face_says_who_asked_what_under_which_number(national):
    answer = rest(national, "login", {}, **{"X-Road-Id": "5fd21a3c-0d6b-4d1a-9c0f-3a1f6c2f9b10"}).headers
    assert answer["X-Road-Client"] == CLIENT
    assert answer["X-Road-Service"] == f"{NAME}/login"
    assert answer["X-Road-Id"] == "5fd21a3c-0d6b-4d1a-9c0f-3a1f6c2f9b10"
    assert uuid.UUID(answer["X-Road-Request-Id"])


def test_the_hash_is_that_of_the_request_as_it_was_kept(national):
    raw = json.dumps({}).encode()
    headers = {"X-Road-Client": CLIENT, "Content-Type": "application/json", "Accept": "*/*"}
    with httpx.Client() as http:
        http.headers.clear()
        answer = http.post(f"{national.url}/r1/{NAME}/login", content=raw, headers=headers)
    kept = {"Content-Type": "application/json", "Accept": "*/*", "X-Road-Client": CLIENT}
    candidates = []
    for order in _orders(list(kept.items())):
        head = f"POST /r1/{NAME}/login\r\n" + "".join(f"{name}:{value}\r\n" for name, value in order)
        head += f"X-Road-Request-Id:{answer.headers['X-Road-Request-Id']}\r\n"
        digest = hashlib.sha512(hashlib.sha512(head.encode()).digest() + hashlib.sha512(raw).digest()).digest()
        candidates.append(base64.b64encode(digest).decode())
    assert answer.headers["X-Road-Request-Hash"] in candidates


def _orders(items: list) -> list[list]:
    """The gateway between may hand headers on in another order."""
    if not items:
        return [[]]
    return [[item, *rest] for item in items for rest in _orders([other for other in items if other != item])]


def test_without_saying_who_one_is_there_is_an_error_of_the_proxy(national):
    answer = httpx.post(f"{national.url}/r1/{NAME}/login", json={})
    assert (answer.status_code, answer.headers["X-Road-Error"]) == (400, "Client.BadRequest")


def test_another_destination_is_an_error_of_the_proxy(national):
    answer = rest(national, "login", {}, name=NAME.replace("G22", "G99"))
    assert answer.headers["X-Road-Error"] == answer.json()["type"] == "Client.UnknownMember"


def test_an_error_of_the_provider_is_none_of_the_proxy(national):
    answer = rest(national, "TraCuuHoSo", {"session": "x"})
    assert answer.json()["error_code"] == "-1"
    assert "X-Road-Error" not in answer.headers


def test_a_provider_that_is_down_is_an_error_of_the_proxy(national):
    national.faults(service="*", kind="down", share=1, seconds=60)
    assert rest(national, "login", {}).headers["X-Road-Error"] == "Server.ServerProxy.NetworkError"
