namespace Tito.Tokenizers;

/// <summary>A few scratches for as many threads at once; more threads make their own.</summary>
/// <remarks>Thread-safe without locks: a slot is taken and given back by one exchange.</remarks>
internal sealed class ScratchPool
{
    private readonly EncoderScratch?[] _slots = new EncoderScratch?[16];

    public EncoderScratch Rent()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is not null && Interlocked.Exchange(ref _slots[i], null) is { } scratch)
            {
                return scratch;
            }
        }

        return new();
    }

    public void Return(EncoderScratch scratch)
    {
        if (!scratch.IsWorthKeeping)
        {
            return;
        }

        scratch.Clear();
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is null && Interlocked.CompareExchange(ref _slots[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}
