namespace Tito.Core.Families;

/// <summary>A family file does not declare a family.</summary>
/// <param name="place">The place as a JSON path, as <c>$.boundary.stop</c>.</param>
/// <param name="message">What is wrong there, and what the place takes.</param>
public sealed class FamilyFileException(string place, string message) : Exception($"family file: {place}: {message}")
{
    /// <summary>The place as a JSON path.</summary>
    public string Place { get; } = place;
}
