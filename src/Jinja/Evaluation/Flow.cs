namespace Tito.Jinja.Evaluation;

/// <summary>The request of a statement to the loop around it.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
