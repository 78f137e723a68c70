using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tito.Tokenizers.Decoding;

/// <summary>Reads runs of tokens <c>&lt;0xNN&gt;</c> as UTF-8; a run that is none becomes one U+FFFD for each of its bytes.</summary>
/// <remarks>Whether a run is UTF-8 is known when it ends, so that it is held until then.</remarks>
internal sealed class ByteFallbackStep : DecoderStep
{
    /// <inheritdoc/>
    public override DecoderState Start() => new State();

    /// <inheritdoc/>
    public override byte[] BytesOf(byte[] token) => TryReadByte(Encoding.UTF8.GetString(token), out var value) ? [value] : token;

    private static bool TryReadByte(string token, out byte value)
    {
        value = 0;
        return token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[^1] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private sealed class State : DecoderState
    {
        private readonly List<byte> _run = [];

        public override void Push(string token, List<string> output)
        {
            if (TryReadByte(token, out var value))
            {
                _run.Add(value);
                return;
            }

            Finish(output);
            output.Add(token);
        }

        public override void Finish(List<string> output)
        {
            if (_run.Count > 0)
            {
                byte[] run = [.. _run];
                output.Add(Utf8.IsValid(run) ? Encoding.UTF8.GetString(run) : new string('\uFFFD', run.Length));
                _run.Clear();
            }
        }
    }
}
