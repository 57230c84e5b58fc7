namespace StrongCities.Hub.Mail.Kinds;

/// <summary>A kind that is all words and facts.</summary>
/// <param name="Id">One of <see cref="MailKind"/>.</param>
/// <param name="Words">What the keys of its words begin with.</param>
/// <param name="Facts">What it shows, of what there is; missing facts are left out.</param>
public sealed record PlainMail(string Id, string Words, Func<MailSituation, IEnumerable<LabelledText?>> Facts) : IMailKind
{
    private const string SamplePath = "/requests";

    /// <summary>The heading where the words alone don't give it.</summary>
    public Func<MailSituation, string?> Heading { get; init; } = _ => null;

    /// <summary>A key of the mail's words: what its list is called.</summary>
    public string ItemsLabel { get; init; } = "Items";

    /// <summary>A key of the mail's words: what its main button says; <see langword="null"/> where the task decides.</summary>
    public string? Button { get; init; }

    /// <summary>Invented facts, over those that every sample has.</summary>
    public Func<MailOrder, MailOrder> Shows { get; init; } = order => order;

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter(Words, Heading(situation)) with
    {
        ItemsLabel = situation.Language.Word(ItemsLabel),
        Facts = situation.Facts(Facts(situation)),
    };

    /// <inheritdoc/>
    public MailOrder Sample(MailOrder order) => Shows(Button is null ? order : order with { Buttons = [new(Button, SamplePath, IsSecret: false)] });
}
