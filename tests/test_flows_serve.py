"""The schedule, end to end: Prefect servers on loopback, runs by the clock and by hand, their artifacts."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from flows import alert, engine
from flows.home import Home

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
EVERY_MINUTE = "* * * * *"
ARTIFACTS = {"night", "night-figures", "night-changes", "night-refused", "night-waiting"}


def ask(address, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def wait_for(what, seconds, probe):
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        try:
            found = probe()
        except OSError:
            found = None
        if found:
            return found
        time.sleep(0.5)
    pytest.fail(f"waited {seconds} s in vain for {what}")


def finished(address, run_id):
    run = ask(address, f"/flow_runs/{run_id}")
    return run if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


@pytest.fixture
def clean(tmp_path):
    """An environment without what another test or this machine has set for Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "GONGKAI"))}
    return kept | {"PYTHONPATH": str(ROOT), "PREFECT_RUNNER_POLL_FREQUENCY": "2", "PREFECT_WORKER_QUERY_SECONDS": "2"}


@pytest.fixture
def start(clean, tmp_path):
    begun = []

    def start(*command, **environment):
        log = (tmp_path / f"process-{len(begun)}.log").open("wb")
        begun.append(subprocess.Popen([sys.executable, *map(str, command)], env=clean | environment, stdout=log,
                                      stderr=log, cwd=ROOT))
        return begun[-1]
    yield start
    for process in reversed(begun):
        process.send_signal(signal.SIGTERM)
    for process in reversed(begun):
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


SERVE = ("import sys; from flows import serve; from flows.home import Home; home, paths, port = sys.argv[1:];"
         "serve.serve(Home.at(home), serve.Schedule(cron='* * * * *', parameters={'paths': [paths]}), int(port))")


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_serve_runs_on_schedule_and_by_hand_with_no_other_service(start, tmp_path):
    home, port = Home.at(tmp_path / "home"), engine._free_port()
    api = f"http://127.0.0.1:{port}/api"
    start("-c", SERVE, home.root, SAMPLES, port)
    wait_for("the server", 120, lambda: ask(api, "/health"))
    deployment = wait_for("the deployment", 60, lambda: ask(api, "/deployments/filter", {}))[0]
    assert deployment["name"] == "nightly" and deployment["parameters"]["home"] == str(home.root)
    described = deployment["parameter_openapi_schema"]["properties"]
    assert all(described[name].get("description") for name in ("home", "sources", "only", "contact"))

    def by_schedule():
        runs = ask(api, "/flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})
        return [run for run in runs if run["auto_scheduled"] and finished(api, run["id"])]
    run = wait_for("a scheduled run", 240, by_schedule)[0]
    assert run["state_type"] == "COMPLETED", log_of(api, run)
    assert run["name"].startswith("night of 20")
    assert home.current.exists()

    asked = ask(api, f"/deployments/{deployment['id']}/create_flow_run", {"parameters": {"paths": [str(SAMPLES)]}})
    run = wait_for("the run by hand", 240, lambda: finished(api, asked["id"]))
    assert run["state_type"] == "COMPLETED", log_of(api, run)
    artifacts = ask(api, "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [asked["id"]]}}})
    assert {artifact["key"] for artifact in artifacts} >= ARTIFACTS


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_the_schedule_goes_on_after_a_power_cut_and_ends_with_its_server(start, tmp_path):
    home, port = Home.at(tmp_path / "home"), engine._free_port()
    api = f"http://127.0.0.1:{port}/api"

    def runs(*states):
        return [run for run in ask(api, "/flow_runs/filter", {}) if run["state_name"] in states]
    serving = start("-c", SERVE, home.root, SAMPLES, port)
    cut, = wait_for("a run", 300, lambda: runs("Running"))
    serving.kill()
    for process in left_by(home, b""):
        os.kill(process, signal.SIGKILL)
    serving.wait()

    serving = start("-c", SERVE, home.root, SAMPLES, port)
    run = wait_for("a run after the cut", 300, lambda: runs("Completed"))[0]
    assert run["id"] != cut["id"] and home.current.exists()
    assert [run["id"] for run in runs("Crashed")] == [cut["id"]]
    server, = left_by(home, b"server\0start")
    os.kill(server, signal.SIGKILL)
    assert serving.wait(120) not in (0, None)


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_a_work_pool_on_a_server_runs_the_deployment_of_prefect_yaml(start, clean, tmp_path):
    home, port = Home.at(tmp_path / "home"), engine._free_port()
    api = f"http://127.0.0.1:{port}/api"
    settings = {"PREFECT_HOME": str(tmp_path / "prefect"), "DO_NOT_TRACK": "1", "PREFECT_API_URL": api}
    start("-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui", **settings)
    wait_for("the server", 120, lambda: ask(api, "/health"))
    for command in (("work-pool", "create", "gongkai", "--type", "process"),
                    ("--no-prompt", "deploy", "--all")):
        subprocess.run([sys.executable, "-m", "prefect", *command], env=clean | settings, cwd=ROOT, check=True)
    deployment = ask(api, "/deployments/name/gongkai/nightly")
    assert deployment["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
    start("-m", "prefect", "worker", "start", "--pool", "gongkai", **settings)
    asked = ask(api, f"/deployments/{deployment['id']}/create_flow_run",
                {"parameters": {"home": str(home.root), "paths": [str(SAMPLES)]}})
    run = wait_for("the run", 240, lambda: finished(api, asked["id"]))
    assert run["state_type"] == "COMPLETED", log_of(api, run)
    assert home.current.exists()


@pytest.mark.e2e
def test_what_a_killed_night_leaves_behind_the_next_one_ends(start, clean, tmp_path):
    home = Home.at(tmp_path / "home")
    program = ("import sys; from pathlib import Path; from flows import nightly; from flows.gather import Wishes;"
               "from flows.home import Home; nightly.run(Home.at(sys.argv[1]), Wishes(paths=(Path(sys.argv[2]),)))")
    killed = start("-c", program, home.root, SAMPLES)
    wait_for("a worker that reads", 120, lambda: left_by(home, b"spawn_main"))
    killed.kill()
    killed.wait()
    assert left_by(home, b"uvicorn")
    assert start("-c", program, home.root, SAMPLES).wait(200) == 0
    assert not left_by(home, b"")


def left_by(home, words):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said, command = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"PREFECT_HOME={home.prefect}\0".encode() in said and words in command:
            found.append(int(folder.name))
    return found


def log_of(api, run):
    logs = ask(api, "/logs/filter", {"logs": {"flow_run_id": {"any_": [run["id"]]}}, "limit": 200})
    return "\n".join(entry["message"] for entry in logs)


def test_prefect_yaml_names_the_flow_there_is():
    deployment, = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    path, _, name = deployment["entrypoint"].partition(":")
    assert f"def {name}(" in (ROOT / path).read_text()


def test_an_alert_goes_by_command_and_by_web(tmp_path, monkeypatch):
    got = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass
    listener = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    teller = tmp_path / "tell"
    teller.write_text(f"#!/bin/sh\n(echo \"$1\"; cat) > {tmp_path}/told\n")
    teller.chmod(0o755)
    assert not alert.send("title", "nobody listens")
    monkeypatch.setenv(alert.COMMAND, str(teller))
    monkeypatch.setenv(alert.ADDRESS, f"http://127.0.0.1:{listener.server_address[1]}/")
    assert alert.send("a thin night", "3 documents")
    assert (tmp_path / "told").read_text() == "a thin night\n3 documents"
    assert got == [{"title": "a thin night", "text": "3 documents"}]
    monkeypatch.setenv(alert.COMMAND, "/no/such/program")
    monkeypatch.setenv(alert.ADDRESS, "http://127.0.0.1:1/")
    assert not alert.send("title", "both fail, and the night goes on")
    listener.shutdown()
