using System.Globalization;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>
/// Refuses by name what cannot be encoded exactly: what SentencePiece itself refuses, and what it understands and
/// Microsoft.ML.Tokenizers gets wrong.
/// </summary>
internal static class ModelFileRules
{
    private const int Bpe = 2;

    /// <exception cref="AssetException">Names the field and what is wrong with it.</exception>
    public static void Check(ModelFile file)
    {
        CheckKind(file);
        var texts = new HashSet<string>();
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            var piece = file.Pieces[id];
            if (piece.Text.Length == 0 || !texts.Add(piece.Text))
            {
                throw Refuse(id, piece, "must be a text that no other piece has");
            }

            CheckPiece(file, id, piece);
        }

        if (file.Pieces.Count(piece => piece.Type == PieceType.Unknown) != 1)
        {
            throw new AssetException("pieces", "must have one of the type UNKNOWN.");
        }

        if (file.ByteFallback && file.Pieces.Count(piece => piece.Type == PieceType.Byte) != 256)
        {
            throw new AssetException("trainer_spec.byte_fallback", "needs the 256 pieces <0x00> to <0xFF> of the type BYTE.");
        }

        CheckCharacters(file, texts);
    }

    /// <summary>The byte of a piece of the type BYTE, or -1 where its text is not that of one.</summary>
    public static int ByteOf(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && text.AsSpan(3, 2).IndexOfAnyInRange('a', 'f') < 0
            ? value
            : -1;

    private static void CheckKind(ModelFile file)
    {
        const string noModel = "must be BPE: Microsoft.ML.Tokenizers has no model of the kind";
        _ = file.ModelType switch
        {
            Bpe => 0,
            1 => throw new AssetException(
                "trainer_spec.model_type",
                "must be BPE, not UNIGRAM: Microsoft.ML.Tokenizers breaks ties between two ways to cut a text unlike SentencePiece."),
            3 => throw new AssetException("trainer_spec.model_type", $"{noModel} WORD."),
            4 => throw new AssetException("trainer_spec.model_type", $"{noModel} CHAR."),
            _ => throw new AssetException("trainer_spec.model_type", $"{noModel} {file.ModelType}."),
        };
        if (file.HasNormalizationRules)
        {
            throw new AssetException(
                "normalizer_spec.name",
                $"must be identity, not {file.Normalizer}: Microsoft.ML.Tokenizers passes over the rules of a BPE model's normalizer.");
        }

        RefuseWhen(file.HasDenormalizationRules, "denormalizer_spec", "must be empty, because decoded text comes token by token.");
        RefuseWhen(!file.EscapeSpaces, "normalizer_spec.escape_whitespaces", "must be true: a piece writes U+2581 for a space.");
        RefuseWhen(
            file.SpaceAsSuffix,
            "trainer_spec.treat_whitespace_as_suffix",
            "must be false: decoded text comes token by token, and the space to leave out would be the last.");
    }

    private static void CheckPiece(ModelFile file, int id, Piece piece)
    {
        switch (piece.Type)
        {
            case PieceType.Normal when !float.IsFinite(piece.Score):
                throw Refuse(id, piece, "must have a finite score");
            case PieceType.Control when CountOf(piece.Text) == 1:
                throw Refuse(id, piece, "must be longer: a control piece of one character is what that character becomes in any text");
            case PieceType.Normal or PieceType.UserDefined when piece.Text.Contains(' ', StringComparison.Ordinal):
                throw Refuse(id, piece, "must write U+2581 for a space, as the text in which it is looked for does");
            case PieceType.Unused:
                throw Refuse(id, piece, "is UNUSED: Microsoft.ML.Tokenizers does not cut such pieces into parts as SentencePiece does");
            case PieceType.Byte when !file.ByteFallback || ByteOf(piece.Text) < 0:
                throw Refuse(id, piece, "must be one of <0x00> to <0xFF>, of a model with byte_fallback");
            case < PieceType.Normal or > PieceType.Byte:
                throw Refuse(id, piece, $"is of the type {(int)piece.Type}, which is not known");
        }
    }

    // A character that is no piece is known to be unknown before anything merges; SentencePiece would merge it all the same.
    private static void CheckCharacters(ModelFile file, HashSet<string> texts)
    {
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            foreach (var rune in (file.Pieces[id].Type == PieceType.Normal ? file.Pieces[id].Text : "").EnumerateRunes())
            {
                if (!texts.Contains(rune.ToString()))
                {
                    throw Refuse(id, file.Pieces[id], $"has the character U+{rune.Value:X4}, which is not a piece itself");
                }
            }
        }
    }

    private static int CountOf(string text) => text.EnumerateRunes().Count();

    private static void RefuseWhen(bool wrong, string field, string reason)
    {
        if (wrong)
        {
            throw new AssetException(field, reason);
        }
    }

    private static AssetException Refuse(int id, Piece piece, string reason) => new($"pieces[{id}]", $"\"{piece.Text}\" {reason}.");
}
