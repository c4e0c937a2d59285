using KernelSplit.Devices.Naming;

namespace KernelSplit.Tests.Devices.Naming;

public class AliasFormsTests
{
    [Theory]
    [InlineData("virtio:d00000001v*", "virtio network device")]
    [InlineData("virtio:d00000063v*", "virtio device 99")]
    [InlineData("vmbus:635161f83edfc546913ff2d2f965ed0e", "VMBus f8615163-df3e-46c5-913f-f2d2f965ed0e  Hyper-V "
        + "synthetic network adapter")]
    [InlineData("xen:vif", "Xen network interface")]
    [InlineData("xen-backend:vbd", "Xen backend for disk")]
    [InlineData("of:N*T*Cnxp,pca9553C*", "device tree nxp,pca9553")]
    [InlineData("of:NserialT*Cns16550", "device tree ns16550  named serial")]
    [InlineData("acpi*:PNP0303:*", "ACPI PNP0303  PS/2 keyboard")]
    [InlineData("acpi*:BCM2E7C:*", "ACPI BCM2E7C")]
    [InlineData("pnp:dPNP0C31*", "PNP PNP0C31  TPM")]
    [InlineData("dmi*:svn*PCEngines*:pn*apu1*:", "machine with vendor PCEngines, product apu1")]
    [InlineData("dmi:bvnIBM:*:pvrX*:", "machine with BIOS vendor IBM, product version X")]
    [InlineData("cpu:type:x86,ven0000fam0006mod00DD:feature:*", "CPU Intel x86, family 6h, model ddh")]
    [InlineData("cpu:type:x86,ven*fam*mod*:feature:*0099*", "CPU any x86, with feature 0099")]
    [InlineData("input:b*v*p*e*-e*1,*k*130,*r*a*m*l*s*f*w*", "input any device with keys or buttons")]
    [InlineData("scsi:t-0x05*", "SCSI CD or DVD drive")]
    [InlineData("mdio:0000000000100010000101100001????", "MDIO 0022161?  network PHY")]
    [InlineData("sdio:c*v02D0d4324*", "SDIO 02d0:4324")]
    [InlineData("sdio:c07v*d*", "SDIO wireless network")]
    [InlineData("ieee1394:ven*mo*sp0000609Ever00010483*", "FireWire disk (SBP-2)")]
    [InlineData("serio:ty01pr*id*ex*", "serio PS/2 port")]
    [InlineData("pcmcia:m0279c950Bf*fn*pfn*pa*pb*pc*pd*", "PCMCIA 0279:950b")]
    [InlineData("pcmcia:m*c*f02fn*pfn*pa*pb*pc*pd*", "PCMCIA serial port or modem")]
    [InlineData("i2c:lm3944", "I2C lm3944")]
    [InlineData("platform:gpio-keys", "platform gpio-keys")]
    [InlineData("wmi:A70591CE-A997-11DA-B012-B622A1EF5492", "WMI A70591CE-A997-11DA-B012-B622A1EF5492")]
    public void A_device_is_described_in_words(string alias, string text) => Describe(alias).ToString().ShouldBe(text);

    [Theory]
    [InlineData("fs-ext4", "file system ext4")]
    [InlineData("net-pf-10", "protocol family IPv6")]
    [InlineData("net-pf-16-proto-16-family-gtp", "protocol family netlink, protocol 16 family gtp")]
    [InlineData("net-pf-99", "protocol family 99")]
    [InlineData("crypto-crc32c", "crypto algorithm crc32c")]
    [InlineData("char-major-10-203", "character device 10:203")]
    [InlineData("devname:snd/seq", "device node /dev/snd/seq")]
    [InlineData("rtnl-link-bond", "network link of type bond")]
    [InlineData("tcp_bbr", "TCP congestion control bbr")]
    [InlineData("bfq-iosched", "I/O scheduler bfq")]
    [InlineData("ip_set_hash:net,iface", "IP set of type hash:net,iface")]
    public void A_request_has_no_bus(string alias, string text) =>
        Describe(alias).ShouldBe(new DeviceAlias(null, "", text));

    [Theory]
    [InlineData("vmbus:12")]
    [InlineData("mdio:12")]
    [InlineData("newbus:v1234")]
    [InlineData("fs-")]
    [InlineData("twofish")]
    [InlineData(":")]
    [InlineData("")]
    public void An_unknown_format_is_returned_unchanged(string alias) =>
        Describe(alias).ShouldBe(new DeviceAlias(null, "", alias));

    private static DeviceAlias Describe(string alias) => new DeviceNames(null, null).Describe(alias);
}
