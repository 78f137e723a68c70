using Tito.Core.Rendering;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Certification;

/// <summary>Tells a defect to people: where its two sides part, and which lines of the template wrote them there.</summary>
internal sealed class DefectExplainer(ChatRenderer renderer)
{
    public Counterexample Explain(PathStep.Defect defect)
    {
        var charIndex = defect.Kind is DefectKind.PrefixChanged or DefectKind.SpliceDiffers
            ? defect.Expected.Text.AsSpan().CommonPrefixLength(defect.Actual.Text)
            : 0;
        return new()
        {
            Kind = defect.Kind,
            Messages = [.. defect.Messages.Select(variant => variant.Message)],
            Tools = defect.Setting.ToolsJson,
            Arguments = defect.Setting.Arguments,
            Surface = defect.Surface,
            CutIndex = defect.CutIndex,
            CharIndex = charIndex,
            Expected = Side(defect, defect.Expected, charIndex),
            Actual = Side(defect, defect.Actual, charIndex),
        };
    }

    private CounterexampleSide Side(PathStep.Defect defect, DefectText text, int charIndex)
    {
        var origin = defect.Kind is DefectKind.PrefixChanged or DefectKind.SpliceDiffers && text.RenderedCount is { } count
            ? OriginOf(defect, count, text.Generate, charIndex)
            : null;
        return new(text.Label, text.Text, origin?.Line, origin?.Source);
    }

    private OutputOrigin? OriginOf(PathStep.Defect defect, int count, bool generate, int charIndex)
    {
        var messages = ListValue.Of(defect.Messages.Take(count).Select(variant => renderer.ValueOf(variant.Message, "message")));
        var found = defect.Setting.Bind(renderer).Trace(messages, generate).Origins.LastOrDefault(origin => origin.Start <= charIndex);
        return found.Line == 0 ? null : found;
    }
}
