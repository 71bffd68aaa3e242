"""The words that stand beside a reference without being part of it, folded."""

from __future__ import annotations

# Words that ask for a place to be shown, and say nothing of what it should be about.
SHOW = frozenset(
    """
    the a an of in on to from at this that s le la les l un une du des de d au aux dans en el los las lo del al and
    et y show me us moi nous display open read see get give find go cite quote print please full whole text wording
    content need i sub integral integrale veuillez pourriez tu peux besoin necesito quisiera fr version francaise
    anglaise espanola inglesa cf vgl also voir vease vid per as apud selon segun montrer afficher consulter mostrar
    ver svp integro montre montrez affiche affichez ouvre ouvrez lis lire donne donnez citez citer cherche trouve
    texte complet entier contenu plait il vous te se muestra muestrame muestre dame lee leer abre abrir cita citar
    busca texto completo contenido por favor ilo oit bit document documento french francais english anglais spanish
    espagnol frances ingles espanol
    """.split()
)
ASK = frozenset(
    """
    what does do did say says said state states is are was provide provides require requires can could you would
    like want que qu quoi dit disent disait prevoit prevoient enonce stipule dispose indique contient est ce
    quel quelle quels quelles sont t ai veux voudrais peux pouvez a there dice dicen decir es cual cuales son
    preve establece estipula dispone contiene indica senala quiero compare comparez comparer compara comparar
    """.split()
)

MONTHS = frozenset(
    """
    january february march april may june july august september october november december 1er
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """.split()
)
