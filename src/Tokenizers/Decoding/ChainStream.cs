using System.Collections.Immutable;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Decoding;

/// <summary>One pass of tokens through the steps of a <see cref="ChainDecoder"/>.</summary>
internal sealed class ChainStream(TokenTable tokens, ImmutableArray<DecoderState> states) : DecoderStream
{
    private readonly List<string>[] _outputs = [.. states.Select(_ => new List<string>())];

    /// <inheritdoc/>
    public override string Push(int id) => PassOn([tokens.TextOf(id)], 0);

    /// <inheritdoc/>
    public override string Finish()
    {
        var rest = "";
        for (var step = 0; step < states.Length; step++)
        {
            var output = new List<string>();
            states[step].Finish(output);
            rest += PassOn(output, step + 1);
        }

        return rest;
    }

    private string PassOn(List<string> input, int firstStep)
    {
        for (var step = firstStep; step < states.Length; step++)
        {
            var output = _outputs[step];
            output.Clear();
            foreach (var token in input)
            {
                states[step].Push(token, output);
            }

            input = output;
        }

        return string.Concat(input);
    }
}
