using CsCheck;
using StrongCities.Hub.Opportunities.Search;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class FoldTextTests
{
    [Theory]
    [InlineData("Мировна иницијатива", "mirovna inicijativa")]
    [InlineData("Ђорђе", "Đorđe")]
    [InlineData("Ђорђе", "djordje")]
    [InlineData("Љубљана, Њујорк, Џез", "Ljubljana, Njujork, Džez")]
    [InlineData("Ѓорче Петров, Ќафасан", "Ǵorče Petrov, Ḱafasan")]
    [InlineData("ЌАФАСАН", "kjafasan")]
    [InlineData("Gjirokastër, Çamëri", "gjirokaster, cameri")]
    [InlineData("Ћирилица", "Ćirilica")]
    [InlineData("İZMİR ıssız", "izmir issiz")]
    [InlineData("Straße Łódź Ærø", "strasse lodz aero")]
    [InlineData("Đ ǆ", "đ dž")]
    [InlineData("ﬁnance № Ⅳ", "finance no iv")]
    public void Both_scripts_and_all_marks_fold_to_one(string one, string other) => Assert.Equal(FoldText.Fold(other), FoldText.Fold(one));

    [Theory]
    [InlineData("risk", "rizik")]
    [InlineData("đak", "dak")]
    public void Different_words_stay_different(string one, string other) => Assert.NotEqual(FoldText.Fold(other), FoldText.Fold(one));

    [Fact]
    public void Any_text_folds_to_what_folds_no_further() => Gen.String.Sample(text =>
    {
        var folded = FoldText.Fold(text);
        Assert.Equal(folded, FoldText.Fold(folded));
        Assert.Equal(FoldText.Words(text), FoldText.Words(folded));
        Assert.All(FoldText.Words(text), word => Assert.True(word.EnumerateRunes().All(System.Text.Rune.IsLetterOrDigit)));
    });
}
