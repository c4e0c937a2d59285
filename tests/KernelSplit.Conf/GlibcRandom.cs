namespace KernelSplit.Conf;

/// <summary>
/// The numbers of glibc's rand() after srand(): an additive feedback generator over 31 words, seeded by a linear
/// congruential one.
/// </summary>
internal sealed class GlibcRandom
{
    private const int Words = 31;
    private const int Distance = 3;
    private const int Discarded = 310;

    private readonly uint[] _state = new uint[Words];
    private int _front = Distance;
    private int _rear;

    public GlibcRandom(uint seed)
    {
        long word = (int)(seed == 0 ? 1 : seed);
        _state[0] = (uint)word;
        for (var i = 1; i < Words; i++)
        {
            // The remainder has the sign of the dividend, as in C.
            word = (16807 * (word % 127773)) - (2836 * (word / 127773));
            if (word < 0)
                word += int.MaxValue;
            _state[i] = (uint)word;
        }

        for (var i = 0; i < Discarded; i++)
            Next();
    }

    /// <summary>The next number, from 0 to 2^31 - 1.</summary>
    public int Next()
    {
        var sum = _state[_front] += _state[_rear];
        _front = (_front + 1) % Words;
        _rear = (_rear + 1) % Words;
        return (int)(sum >> 1);
    }
}
