namespace Tito.Jinja.Evaluation;

/// <summary>What a statement asks of the loop around it.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
