using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Rendering.Certification;
using Tito.Core.Splicing;
using Tito.Core.Tokens;

namespace Tito.Core.Serving;

/// <summary>Certifies a renderer's template together with the splice that its sessions use.</summary>
public static class CertifyTemplate
{
    /// <summary>Tries every conversation that the options ask for.</summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    /// <param name="options">How far to go.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="Tito.Tokenizers.AssetException">The boundary rule's token is missing from the tokenizer.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static CertificationReport Run(ChatRenderer renderer, CertificationOptions options, CancellationToken cancellationToken)
    {
        var splicer = new TurnSplicer(renderer);
        return new TemplateCertifier(renderer, Splice).Run(options, cancellationToken);

        SplicedPrompt Splice(
            ImmutableArray<int> prefixIds, IReadOnlyList<ChatMessage> stored, IReadOnlyList<ChatMessage> appended, ToolList tools, TemplateArguments arguments) =>
            splicer.Splice(new()
            {
                Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, prefixIds)),
                Stored = stored,
                Appended = appended,
                Tools = tools,
                Arguments = arguments,
                Now = DateTimeOffset.UnixEpoch,
            }) switch
            {
                SpliceOutcome.Spliced spliced => new(spliced.PromptIds, null),
                SpliceOutcome.NotAppendOnly broken => new([], $"Behind the dummy conversation the render changes at character {broken.CharIndex}: \"{broken.ExpectedText}\" became \"{broken.ActualText}\"."),
                _ => throw new UnreachableException(),
            };
    }
}
