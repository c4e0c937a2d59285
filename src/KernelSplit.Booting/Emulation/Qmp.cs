using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace KernelSplit.Booting.Emulation;

/// <summary>QEMU's machine protocol (docs/interop/qmp-spec in QEMU), as much of it as a boot needs.</summary>
internal sealed class Qmp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly SemaphoreSlim _turn = new(1);

    private Qmp(Socket socket) =>
        (_socket, _reader) = (socket, new StreamReader(new NetworkStream(socket), Encoding.UTF8));

    /// <summary>
    /// Why the guest ended, as its event SHUTDOWN says: <c>guest-shutdown</c>; null as long as it runs.
    /// </summary>
    public string? Shutdown { get; private set; }

    /// <summary>Connects to a QEMU that is being started.</summary>
    /// <returns>Null if it ended before that.</returns>
    /// <exception cref="IOException">It doesn't answer.</exception>
    public static async Task<Qmp?> Connect(string path, Task qemu, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; !qemu.IsCompleted; waited += Pause)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                var qmp = new Qmp(socket);
                await qmp._reader.ReadLineAsync(cancellation);
                await qmp.Execute("""{"execute":"qmp_capabilities"}""", cancellation);
                return qmp;
            }
            catch (SocketException) when (waited < Patience)
            {
                socket.Dispose();
                await Task.Delay(Pause, cancellation);
            }
        }

        return null;
    }

    /// <summary>Sends a command, waits for its answer and takes note of the events before it.</summary>
    /// <returns>What it returns; null if QEMU has ended or refuses it.</returns>
    public async Task<JsonElement?> Execute(string command, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(command + "\n"), cancellation);
            while (await _reader.ReadLineAsync(cancellation) is { } line)
            {
                var answer = Note(line);
                if (answer.TryGetProperty("return", out var result))
                    return result;
                if (answer.TryGetProperty("error", out _))
                    return null;
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It has ended.
        }
        finally
        {
            _turn.Release();
        }

        return null;
    }

    /// <summary>Reads events until QEMU ends.</summary>
    public async Task Drain(CancellationToken cancellation)
    {
        try
        {
            while (await _reader.ReadLineAsync(cancellation) is { } line)
                Note(line);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
        _turn.Dispose();
    }

    private JsonElement Note(string line)
    {
        using var document = JsonDocument.Parse(line);
        var answer = document.RootElement.Clone();
        if (answer.TryGetProperty("event", out var name) && name.GetString() == "SHUTDOWN")
            Shutdown = answer.GetProperty("data").GetProperty("reason").GetString();
        return answer;
    }
}
