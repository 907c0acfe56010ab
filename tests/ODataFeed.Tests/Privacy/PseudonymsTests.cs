using System.Text;
using ODataFeed.Privacy;
using Xunit;

namespace ODataFeed.Tests.Privacy;

public sealed class PseudonymsTests
{
    readonly Pseudonyms _pseudonyms = new("a key of at least sixteen characters");

    /// <summary>Against openssl: printf adele@contoso.com | openssl dgst -sha256 -hmac 'a key of at least sixteen characters'.</summary>
    [Fact]
    public void ItIsTheFirstHalfOfAnHmac() => Assert.Equal("pbc3e1d0279a81394749100dae438ee79", _pseudonyms.Of("adele@contoso.com"));

    [Theory]
    [InlineData("adele@contoso.com", "Adele@CONTOSO.com")]
    [InlineData("bjørn@contoso.com", "BJØRN@contoso.com")]
    public void ItIsTheSameInAnyCase(string name, string same) => Assert.Equal(_pseudonyms.Of(name), _pseudonyms.Of(same));

    [Fact]
    public void ItIsAnotherWithAnotherKey()
    {
        var other = new Pseudonyms("another key of at least sixteen");
        Assert.NotEqual(_pseudonyms.Of("adele@contoso.com"), other.Of("adele@contoso.com"));
        Assert.NotEqual(_pseudonyms.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void LongAndForeignTextsHaveOneToo()
    {
        foreach (var text in new[] { new string('x', 257), "日本語", "a" })
        {
            Assert.True(Pseudonyms.IsOne(_pseudonyms.Of(text)));
            Assert.Equal(Pseudonyms.Length, Encoding.UTF8.GetByteCount(_pseudonyms.Of(text)));
        }
    }
}
