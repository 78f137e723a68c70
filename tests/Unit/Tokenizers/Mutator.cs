namespace Tito.Tests.Unit.Tokenizers;

/// <summary>Damages bytes in the ways in which files are damaged and attackers try.</summary>
internal static class Mutator
{
    private static readonly byte[] Interesting = "\0\u0001\u007F\"\\{}[],:0123456789-. \n"u8.ToArray();

    /// <summary>A copy with one to four damages.</summary>
    public static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (var count = random.Next(1, 5); count > 0 && bytes.Count > 0; count--)
        {
            Damage(bytes, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 20), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 5:
                bytes.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            default:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                break;
        }
    }
}
