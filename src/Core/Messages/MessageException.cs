namespace Tito.Core.Messages;

/// <summary>A message or a tool is not of the OpenAI chat form. The text names the place and never quotes the content.</summary>
/// <param name="param">The place in the request, as <c>messages[2].role</c>; empty for the whole of it.</param>
/// <param name="message">What is wrong there.</param>
public sealed class MessageException(string param, string message) : Exception(param.Length == 0 ? message : $"{param}: {message}")
{
    /// <summary>The place in the request, as <c>messages[2].role</c>; empty for the whole of it.</summary>
    public string Param { get; } = param;
}
