using System.Text;
using Tito.Tokenizers.Decoding;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>
/// Reads pieces as SentencePiece does: U+2581 is a space, bytes are UTF-8, and a text's first space is the one that encoding added.
/// </summary>
/// <param name="bytes">What each id adds to a text.</param>
/// <param name="kinds">By id, what it is; ids after the model's are special or added tokens, whose text stands as it is.</param>
/// <param name="strip">How many spaces at the start were not in the text that was encoded.</param>
internal sealed class PieceDecoder(TokenTable bytes, PieceType[] kinds, LeadingSpaces strip) : TokenDecoder
{
    /// <inheritdoc/>
    public override TokenTable Bytes => bytes;

    /// <summary>Makes the decoder of a model.</summary>
    /// <param name="tokens">The texts of all ids: the model's pieces, then added tokens.</param>
    /// <param name="file">The model.</param>
    public static PieceDecoder Of(TokenTable tokens, ModelFile file)
    {
        var kinds = new PieceType[tokens.Count];
        Array.Fill(kinds, PieceType.Control);
        var bytes = new byte[tokens.Count][];
        for (var id = 0; id < bytes.Length; id++)
        {
            var text = tokens.TextOf(id);
            kinds[id] = id < file.Pieces.Count ? file.Pieces[id].Type : PieceType.Control;
            bytes[id] = kinds[id] switch
            {
                PieceType.Byte => [(byte)ModelFileRules.ByteOf(text)],
                PieceType.Normal or PieceType.UserDefined => Encoding.UTF8.GetBytes(text.Replace(ModelFile.Space, ' ')),
                _ => tokens[id].ToArray(),
            };
        }

        var strip = file.RemoveExtraSpaces ? LeadingSpaces.OneOfEachPiece : file.AddDummyPrefix ? LeadingSpaces.One : LeadingSpaces.None;
        return new(TokenTable.Of(bytes), kinds, strip);
    }

    /// <inheritdoc/>
    public override DecoderStream Start() => new PieceStream(bytes, kinds, strip);
}
