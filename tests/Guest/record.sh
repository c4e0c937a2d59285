#!/bin/bash
# Boots a Debian kernel under QEMU (no KVM needed) with many devices, and saves what lspci, lsusb and /sys say in the guest:
#   tests/Guest/record.sh linux-image-6.12.117+deb12-amd64-unsigned_*.deb tests/Guest
# The listings beside this file came about so. Needs qemu-system-x86, busybox-static, kmod, pciutils, usbutils, cpio.
set -eu
deb=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root"/{bin,proc,sys,dev,tmp,usr/share/misc,usr/bin,sbin} "$work/deb"
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/deb"
mv "$work/deb/lib/modules" "$root/modules.tmp"
mkdir -p "$root/lib"
mv "$root/modules.tmp" "$root/lib/modules"
release=$(ls "$root/lib/modules")
depmod -b "$root" "$release"
rm -rf "$root/lib/modules/$release"/kernel/{sound/soc,fs/xfs,fs/btrfs,drivers/gpu/drm/amd,drivers/net/wireless,drivers/media}
cp "$(command -v busybox)" "$root/bin/busybox"
for program in lspci lsusb modprobe; do
    path=$(realpath "$(command -v $program)")
    cp "$path" "$root/bin/$program"
    for library in $(ldd "$path" | grep -o '/[^ ]*'); do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
done
cp /usr/share/misc/pci.ids "$root/usr/share/misc/"
cp -L /usr/share/misc/usb.ids "$root/usr/share/misc/" 2>/dev/null || true
cat > "$root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
dmesg -n 1
# Plugging in a controller shows what lies behind it.
for round in 1 2 3 4; do
    cat $(find /sys/devices -name modalias) | sort -u > /tmp/modaliases
    while read -r alias; do modprobe -q -b -a "$alias"; done < /tmp/modaliases
    sleep 2
done
say() { echo "=== $1"; shift; "$@" 2>&1; }
exec > /dev/ttyS0
say lspci-nn lspci -nn
say lspci-nnk lspci -nnk
say lspci-nnv lspci -nnv
say lspci-n lspci -n
say lspci lspci
say lspci-vmmn lspci -vmmn
say lspci-vmmnn lspci -vmmnn
say lsusb lsusb
say modaliases cat /sys/bus/*/devices/*/modalias
say modaliases-grep grep -H '' /sys/bus/*/devices/*/modalias
echo "=== drivers"
for file in $(find /sys/devices -name modalias | sort); do
    folder=${file%/modalias}
    driver=-; module=-
    [ -e $folder/driver ] && driver=$(basename $(readlink $folder/driver))
    [ -e $folder/driver/module ] && module=$(basename $(readlink $folder/driver/module))
    subsystem=-
    [ -e $folder/subsystem ] && subsystem=$(basename $(readlink $folder/subsystem))
    echo "$folder	$subsystem	$(cat $file)	$driver	$module"
done
echo "=== release"
uname -r
echo "=== end"
poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . | cpio --quiet -o -H newc) > "$work/initramfs"
truncate -s 16M "$work"/{disk,nvme,usb}
qemu-system-x86_64 -machine q35 -accel tcg -cpu max -m 1536 -nodefaults -display none -no-reboot \
    -kernel "$work"/deb/boot/vmlinuz-* -initrd "$work/initramfs" -append 'console=ttyS0 quiet panic=-1' \
    -serial "file:$work/serial" -vga std \
    -device pci-bridge,id=bridge,chassis_nr=1 \
    -drive file="$work/disk",if=none,id=d0,format=raw -device virtio-blk-pci,drive=d0 \
    -device virtio-scsi-pci -device virtio-net-pci -device virtio-rng-pci -device virtio-balloon-pci \
    -device virtio-serial-pci -device virtio-keyboard-pci -device virtio-net-pci,disable-modern=on \
    -device e1000 -device e1000e -device rtl8139 -device ne2k_pci,bus=bridge,addr=3 -device pcnet,bus=bridge,addr=4 -device vmxnet3 \
    -drive file="$work/nvme",if=none,id=d1,format=raw -device nvme,drive=d1,serial=1 \
    -device lsi53c895a -device megasas -device mptsas1068 -device pvscsi -device am53c974,bus=bridge,addr=1 -device sdhci-pci,bus=bridge,addr=2 \
    -device intel-hda -device hda-duplex,audiodev=none0 -audiodev none,id=none0 -device AC97,audiodev=none0,bus=bridge,addr=5 \
    -device i6300esb -device pvpanic-pci -device edu -device pci-testdev -device pci-serial -device vmcoreinfo \
    -device usb-ehci,id=ehci -device piix3-usb-uhci,id=uhci -device qemu-xhci,id=xhci \
    -device usb-tablet,bus=xhci.0 -device usb-kbd,bus=xhci.0 -device usb-net,bus=xhci.0 -device usb-hub,bus=uhci.0 \
    -drive file="$work/usb",if=none,id=u0,format=raw -device usb-storage,bus=ehci.0,drive=u0 \
    -device pcie-root-port,id=port0 -device vmgenid
tr -d '\r' < "$work/serial" | awk -v out="$out" '/^=== /{file=out "/" $2 ".txt"; printf "" > file; next} file {print > file}'
rm -f "$out/end.txt"
