using System.Text;

namespace Tito.Tokenizers.Decoding;

/// <summary>A step that rewrites each token by itself.</summary>
/// <param name="map">From a token, and whether it is the first, to its text.</param>
internal sealed class TokenMapping(Func<string, bool, string> map) : DecoderStep
{
    /// <inheritdoc/>
    public override DecoderState Start() => new State(map);

    /// <inheritdoc/>
    public override byte[] BytesOf(byte[] token) => Encoding.UTF8.GetBytes(map(Encoding.UTF8.GetString(token), false));

    private sealed class State(Func<string, bool, string> map) : DecoderState
    {
        private bool _isFirst = true;

        public override void Push(string token, List<string> output)
        {
            output.Add(map(token, _isFirst));
            _isFirst = false;
        }
    }
}
