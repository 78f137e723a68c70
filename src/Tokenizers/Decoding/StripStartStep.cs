namespace Tito.Tokenizers.Decoding;

/// <summary>Strip after Fuse: takes up to some characters off the start of the whole text.</summary>
internal sealed class StripStartStep(char content, int most) : DecoderStep
{
    /// <inheritdoc/>
    public override DecoderState Start() => new State(content, most);

    private sealed class State(char content, int most) : DecoderState
    {
        private int _left = most;

        public override void Push(string token, List<string> output)
        {
            var start = 0;
            while (start < token.Length && start < _left && token[start] == content)
            {
                start++;
            }

            _left = start < token.Length ? 0 : _left - start;
            output.Add(token[start..]);
        }
    }
}
