using System.Globalization;

namespace Attune.Catalogues.Synthetic;

/// <summary>The styles of a synthetic catalogue, written for it from general knowledge: genres; moods; themes; peak; sound.</summary>
internal static class Styles
{
    private const string Table = """
        rock,classic rock;defiant,energetic,nostalgic;road,freedom,youth;1975;122,.75,.55,.5,.15,.06
        rock,indie rock,alternative rock;restless,wistful,yearning;city,youth,escape;2004;124,.7,.5,.5,.12,.08
        rock,grunge,alternative rock;brooding,angry,weary;alienation,pain,town;1993;118,.8,.35,.4,.05,.05
        punk,pop punk;angry,playful,defiant;rebellion,school,summer;1999;168,.92,.6,.45,.02,.01
        metal,thrash metal,heavy metal;aggressive,dark,menacing;war,death,power;1988;140,.95,.3,.35,.01,.1
        pop,synth-pop;euphoric,wistful,sleek;love,night,dancing;1984;120,.7,.7,.7,.1,.03
        pop,dance-pop;joyful,flirtatious,confident;party,love,body;2012;124,.8,.7,.75,.08,.01
        pop,teen pop;sweet,hopeful,playful;crush,dream,summer;2000;108,.65,.7,.68,.15,.0
        electronic,house;euphoric,hypnotic,warm;dancing,night,unity;1996;124,.8,.6,.82,.03,.5
        electronic,techno;hypnotic,dark,driving;machine,space,night;1994;132,.85,.35,.78,.02,.8
        ambient,electronic;calm,dreamy,vast;space,sleep,sea;2005;80,.2,.3,.25,.7,.9
        hip hop,boom bap;confident,gritty,playful;street,city,wordplay;1995;92,.65,.55,.8,.12,.01
        hip hop,trap;menacing,confident,dark;money,street,fame;2017;142,.62,.4,.82,.1,.01
        r&b,neo soul;sultry,mellow,intimate;love,desire,night;2002;88,.45,.55,.68,.3,.03
        soul,motown;joyful,yearning,warm;love,heartbreak,devotion;1967;112,.55,.75,.62,.5,.01
        funk,disco;groovy,exuberant,swaggering;dancing,party,fever;1977;114,.75,.85,.82,.12,.08
        jazz,bebop,hard bop;restless,cool,virtuosic;city,night,blues;1957;150,.4,.55,.5,.85,.75
        jazz,vocal jazz,swing;romantic,mellow,elegant;moon,love,autumn;1952;104,.3,.5,.52,.9,.05
        blues,chicago blues;weary,gritty,swaggering;train,devil,trouble;1962;98,.5,.55,.56,.6,.08
        country,honky-tonk;nostalgic,heartbroken,warm;road,whiskey,home;1985;116,.5,.6,.56,.5,.01
        folk,singer-songwriter;intimate,wistful,gentle;river,memory,winter;1972;104,.28,.4,.45,.85,.04
        reggae,roots reggae;serene,defiant,sunny;unity,freedom,island;1978;76,.5,.75,.76,.2,.05
        latin,salsa;exuberant,passionate,sunny;dancing,island,love;1981;98,.75,.85,.7,.45,.02
        classical,romantic music;solemn,dramatic,tender;dawn,death,garden;1965;90,.2,.25,.25,.95,.92
        """;

    public static IReadOnlyList<Style> All { get; } =
        [.. Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static Style Read(string line)
    {
        var columns = line.Split(';');
        return new Style(
            columns[0].Split(','), columns[1].Split(','), columns[2].Split(','), int.Parse(columns[3], CultureInfo.InvariantCulture),
            [.. columns[4].Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]);
    }
}
