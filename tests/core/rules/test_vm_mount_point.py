"""The folder that an option says the VM must mount is the mount point of the share, whatever folder of it is used."""

from core.manifest.read import read
from core.model.device import Device, Share
from core.rules.vm_share_bind import RULE
from tests.golden_cases import _text as text_of


def test_a_folder_of_a_share_names_the_mount_point_of_the_share() -> None:
    options = {"HostConfig": {"Binds": ["/home/hcsshares/models/sub:/m"]}}
    manifest = read(text_of({"cam": {"createOptions": options}}), "site.json")
    device = Device(platform="linux-vm", shares=(Share(name="models"),))
    (finding,) = RULE.detect(manifest, device)
    assert finding.question is not None
    points = {option.value: option.facts.get("point") for option in finding.question.options}
    assert points["share:models/sub"] == "/mnt/ase/models"
