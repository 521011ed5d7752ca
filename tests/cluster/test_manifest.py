"""The cluster's manifest: valid for the API of several releases, and of one piece."""

import copy
import re

import pytest
import yaml

from tests.structure.tree import ROOT

kubernetes_validate = pytest.importorskip("kubernetes_validate", reason="pip install '.[test]'")

TEXT = (ROOT / "cluster" / "dask.yaml").read_text(encoding="utf-8")
VALUES = yaml.safe_load((ROOT / "cluster" / "hub-values.yaml").read_text(encoding="utf-8"))
PARTS = {(part["kind"], part["metadata"]["name"]): part for part in yaml.safe_load_all(TEXT)}
SCHEDULER = PARTS["Deployment", "dask-scheduler"]
WORKER = PARTS["Deployment", "dask-worker"]
DEPLOYMENTS = [SCHEDULER, WORKER]
RELEASES = ("1.33", "1.35", "1.37")  # user namespaces are on by default since 1.33


def pod(deployment):
    return deployment["spec"]["template"]["spec"]


def container(deployment):
    [only] = pod(deployment)["containers"]
    return only


def labels(deployment):
    return deployment["spec"]["template"]["metadata"]["labels"]


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("part", PARTS, ids="-".join)
def test_every_part_is_valid(part, release):
    kubernetes_validate.validate(PARTS[part], release, strict=True)


FAULTS = {  # what is done to a part that was valid
    "a misspelt key": lambda part: part["spec"]["template"]["spec"].update(hostUserz=False),
    "a key at a wrong place": lambda part: part["spec"].update(hostUsers=False),
    "no selector": lambda part: part["spec"].pop("selector"),
    "a word as a number": lambda part: part["spec"].update(replicas="four"),
    "a list that is none": lambda part: part["spec"]["template"]["spec"].update(containers={}),
    "another kind's API": lambda part: part.update(apiVersion="v1"),
}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_schema_finds_faults(fault, release):
    broken = copy.deepcopy(WORKER)
    FAULTS[fault](broken)
    with pytest.raises(
        (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError)
    ):
        kubernetes_validate.validate(broken, release, strict=True)


def test_selectors_fit_the_pods():
    for deployment in DEPLOYMENTS:
        assert deployment["spec"]["selector"]["matchLabels"] == labels(deployment)
    assert PARTS["Service", "dask-scheduler"]["spec"]["selector"] == labels(SCHEDULER)


def test_workers_look_for_the_service_and_its_port():
    service = PARTS["Service", "dask-scheduler"]
    [port] = service["spec"]["ports"]
    assert f"tcp://{service['metadata']['name']}:{port['port']}" in container(WORKER)["args"]
    [own] = container(SCHEDULER)["ports"]
    assert (port["targetPort"], port["port"]) == (own["name"], own["containerPort"])
    assert str(port["port"]) in container(SCHEDULER)["args"]


def test_all_run_one_image_which_the_dockerfile_builds():
    images = {container(deployment)["image"] for deployment in DEPLOYMENTS}
    images.add(VALUES["singleuser"]["profileList"][1]["kubespawner_override"]["image"])
    dockerfile = (ROOT / "cluster" / "Dockerfile").read_text(encoding="utf-8")
    assert images == {re.search(r"--tag (\S+)", dockerfile)[1]}


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=["scheduler", "worker"])
def test_no_pod_has_more_rights_than_it_needs(deployment):
    whole, own = pod(deployment), container(deployment)["securityContext"]
    assert whole["securityContext"]["runAsNonRoot"]
    assert not whole["automountServiceAccountToken"]
    assert not own["allowPrivilegeEscalation"]
    assert own["readOnlyRootFilesystem"]
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert "privileged" not in own
    assert {"hostNetwork", "hostPID", "hostIPC"}.isdisjoint(whole)
    assert all("emptyDir" in volume for volume in whole["volumes"])


def test_an_open_filter_stands_only_in_a_user_namespace():
    for deployment in DEPLOYMENTS:
        own = container(deployment)["securityContext"]
        is_open = own.get("seccompProfile", {}).get("type") == "Unconfined"
        assert not is_open or pod(deployment)["hostUsers"] is False
        assert own.get("procMount") != "Unmasked" or pod(deployment)["hostUsers"] is False


def test_memory_of_a_pod_holds_its_processes():
    arguments = container(WORKER)["args"]
    processes = int(next(a for a in arguments if a.startswith("--nworkers")).split("=")[1])
    each = next(a for a in arguments if a.startswith("--memory-limit")).split("=")[1]
    limit = container(WORKER)["resources"]["limits"]["memory"]
    assert processes * int(each.removesuffix("GiB")) < int(limit.removesuffix("Gi"))


def test_every_pod_has_a_network_policy_for_both_directions():
    for deployment in DEPLOYMENTS:
        policy = PARTS["NetworkPolicy", deployment["metadata"]["name"]]["spec"]
        assert policy["podSelector"]["matchLabels"] == labels(deployment)
        assert policy["policyTypes"] == ["Ingress", "Egress"]
        assert all(rule.get("to") for rule in policy["egress"])
        assert all(rule.get("from") for rule in policy["ingress"])


def test_servers_of_instructors_reach_the_scheduler_and_others_do_not():
    override = VALUES["singleuser"]["profileList"][1]["kubespawner_override"]
    [rule] = PARTS["NetworkPolicy", "dask-scheduler"]["spec"]["ingress"]
    hub = rule["from"][1]["podSelector"]["matchLabels"]
    assert hub.items() - {("component", "singleuser-server")} == override["extra_labels"].items()
    [egress] = VALUES["singleuser"]["networkPolicy"]["egress"]
    assert egress["to"][0]["podSelector"]["matchLabels"] == labels(SCHEDULER)
