using System.Text;

namespace Tito.Core.Families;

/// <summary>The fixed templates, which are files beside their families and resources of the assembly.</summary>
internal static class EmbeddedTemplate
{
    /// <summary>The text of a template.</summary>
    /// <param name="fileName">A file of this folder, as <c>qwen3.jinja</c>.</param>
    public static string Read(string fileName)
    {
        using var stream = typeof(EmbeddedTemplate).Assembly.GetManifestResourceStream(fileName)
            ?? throw new ArgumentException($"No template {fileName} is embedded.", nameof(fileName));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The text of a template that several families share, after a statement that sets what differs.</summary>
    /// <param name="fileName">A file of this folder.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">Its value, without quotes and backslashes.</param>
    public static string Read(string fileName, string variable, string value) => $"{{%- set {variable} = '{value}' %}}\n{Read(fileName)}";
}
