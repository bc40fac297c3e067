<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Annotation</name>
    <message>
        <source>Rename %1</source>
        <comment>a cluster</comment>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <comment>a cluster</comment>
        <translation>Notiz zu %1</translation>
    </message>
</context>
<context>
    <name>AxisScale</name>
    <message>
        <source>logarithmic</source>
        <translation>logarithmisch</translation>
    </message>
    <message>
        <source>symmetric log for values of 0 or less, linear within ±%1</source>
        <translation>symmetrisch logarithmisch wegen Werten bis 0, linear innerhalb ±%1</translation>
    </message>
    <message>
        <source>symmetric log, linear within ±%1</source>
        <translation>symmetrisch logarithmisch, linear innerhalb ±%1</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Symmetric logarithmic</source>
        <translation>Symmetrisch logarithmisch</translation>
    </message>
</context>
<context>
    <name>Breakthroughs</name>
    <message>
        <source>%1 · %2</source>
        <comment>vector and cluster</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>vector and cluster</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>vector, output token and cluster</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1, output %2: %3</source>
        <comment>vector, output token and cluster</comment>
        <translation>%1, Ausgabe %2: %3</translation>
    </message>
    <message>
        <source>None of the clusterings by these rules and this decomposition has a cluster.</source>
        <translation>Keines der Clusterings nach diesen Regeln und dieser Zerlegung hat einen Cluster.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s),</source>
        <translation>
            <numerusform>%Ln Cluster,</numerusform>
            <numerusform>%Ln Cluster,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a break step;</source>
        <translation>
            <numerusform>%Ln mit einem Durchbruchsschritt;</numerusform>
            <numerusform>%Ln mit einem Durchbruchsschritt;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln synchronous;</source>
        <translation>
            <numerusform>%Ln synchron;</numerusform>
            <numerusform>%Ln synchron;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden, after the loss has gone flat at step %1.</source>
        <translation>
            <numerusform>%Ln verborgen, nachdem der Verlust bei Schritt %1 flach geworden ist.</numerusform>
            <numerusform>%Ln verborgen, nachdem der Verlust bei Schritt %1 flach geworden ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>the loss does not go flat.</source>
        <translation>der Verlust wird nicht flach.</translation>
    </message>
</context>
<context>
    <name>ClusteringParameters</name>
    <message>
        <source>euclidean</source>
        <translation>euklidisch</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>excess of mass</source>
        <translation>Überschussmasse</translation>
    </message>
    <message>
        <source>minimum size %1</source>
        <translation>Mindestgröße %1</translation>
    </message>
    <message>
        <source>minimum samples %1</source>
        <translation>Mindestpunkte %1</translation>
    </message>
    <message>
        <source>no epsilon</source>
        <translation>kein Epsilon</translation>
    </message>
    <message>
        <source>epsilon %1</source>
        <translation>Epsilon %1</translation>
    </message>
    <message>
        <source>single cluster allowed</source>
        <translation>einzelner Cluster erlaubt</translation>
    </message>
    <message>
        <source>no single cluster</source>
        <translation>kein einzelner Cluster</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>%1 of %2, %3</source>
        <comment>quantity, vectors, decomposition</comment>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>Ausgabe %1</translation>
    </message>
    <message>
        <source>%1 rules</source>
        <translation>Regeln von %1</translation>
    </message>
    <message>
        <source>The two runs have other tokens: only their curves can be held against each other.</source>
        <translation>Die beiden Läufe haben andere Token: Nur ihre Kurven lassen sich nebeneinanderhalten.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of 100</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>No token is clustered in both: they are of other output tokens.</source>
        <translation>Kein Token ist in beiden geclustert: Sie betreffen andere Ausgabetoken.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) clustered in both,</source>
        <translation>
            <numerusform>%Ln Token in beiden geclustert,</numerusform>
            <numerusform>%Ln Token in beiden geclustert,</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of them moved; adjusted Rand index %2</source>
        <comment>share, index</comment>
        <translation>davon %1 gewandert; adjustierter Rand-Index %2</translation>
    </message>
</context>
<context>
    <name>CondensedTree</name>
    <message>
        <source>Condensed tree</source>
        <translation>Kondensierter Baum</translation>
    </message>
    <message>
        <source>Not clustered: the mean projected loss of this vector does not fall, and the 2026 rules leave such vectors out.</source>
        <translation>Nicht geclustert: Der mittlere projizierte Verlust dieses Vektors fällt nicht, und die Regeln von 2026 lassen solche Vektoren weg.</translation>
    </message>
    <message>
        <source>The run holds no tree of this clustering. There is one as soon as a parameter is changed.</source>
        <translation>Der Lauf enthält keinen Baum dieses Clusterings. Sobald ein Parameter geändert wird, gibt es einen.</translation>
    </message>
    <message>
        <source>There is no tree: fewer than %1 tokens are clustered.</source>
        <translation>Es gibt keinen Baum: Weniger als %1 Token sind geclustert.</translation>
    </message>
    <message>
        <source>There is no tree to draw: all tokens are the same.</source>
        <translation>Es gibt keinen Baum zu zeichnen: Alle Token sind gleich.</translation>
    </message>
    <message>
        <source>There is no tree to draw: no token has as many neighbours as the minimum samples ask for.</source>
        <translation>Es gibt keinen Baum zu zeichnen: Kein Token hat so viele Nachbarn, wie die Mindestpunkte verlangen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln branch(es)</source>
        <translation>
            <numerusform>%Ln Ast</numerusform>
            <numerusform>%Ln Äste</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % outliers</source>
        <translation>%1 % Ausreißer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) with a duplicate never leave</source>
        <translation>
            <numerusform>%Ln Token mit einem Duplikat verlässt ihn nie</numerusform>
            <numerusform>%Ln Token mit einem Duplikat verlassen ihn nie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Condensed tree of %Ln token(s)</source>
        <translation>
            <numerusform>Kondensierter Baum von %Ln Token</numerusform>
            <numerusform>Kondensierter Baum von %Ln Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s): from distance %2 to %3, persistence %4, mean probability %5.</source>
        <translation>
            <numerusform>%1, %Ln Token: von Abstand %2 bis %3, Persistenz %4, mittlere Wahrscheinlichkeit %5.</numerusform>
            <numerusform>%1, %Ln Token: von Abstand %2 bis %3, Persistenz %4, mittlere Wahrscheinlichkeit %5.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) in no cluster.</source>
        <translation>
            <numerusform>%Ln Token in keinem Cluster.</numerusform>
            <numerusform>%Ln Token in keinem Cluster.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is split below distance %1.</source>
        <translation>Unter dem Abstand %1 wird nichts geteilt.</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>training step</source>
        <translation>Trainingsschritt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a group and how many tokens it has</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>Noch nichts zu zeigen.</translation>
    </message>
    <message>
        <source>A: step %1</source>
        <translation>A: Schritt %1</translation>
    </message>
    <message>
        <source>B: step %1</source>
        <translation>B: Schritt %1</translation>
    </message>
    <message>
        <source>A: step %1, B: step %2, difference %3</source>
        <translation>A: Schritt %1, B: Schritt %2, Differenz %3</translation>
    </message>
    <message>
        <source>%1: A %2, B %3, difference %4</source>
        <comment>name of a group; values</comment>
        <translation>%1: A %2, B %3, Differenz %4</translation>
    </message>
    <message>
        <source>point at a curve, or select it, for its values</source>
        <translation>für Werte auf eine Kurve zeigen oder sie auswählen</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>training steps</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1, bands that reach 0 go down to the axis</source>
        <translation>%1, Bänder bis 0 reichen bis zur Achse</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>&quot;%1&quot; is no size; a size is width x height in millimetres, from 20x15mm to 1000x1000mm, such as 85x55mm</source>
        <translation>„%1“ ist keine Größe; eine Größe ist Breite x Höhe in Millimetern, von 20x15mm bis 1000x1000mm, etwa 85x55mm</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no format; the formats are pdf, png and svg</source>
        <translation>„%1“ ist kein Format; die Formate sind pdf, png und svg</translation>
    </message>
    <message>
        <source>large enough for %1 pt text, such as 85x55mm for each plot</source>
        <translation>groß genug für Text von %1 pt, etwa 85x55mm für jedes Diagramm</translation>
    </message>
</context>
<context>
    <name>FigureCommand</name>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>change in loss</source>
        <translation>Verluständerung</translation>
    </message>
    <message>
        <source>|change in loss|</source>
        <translation>|Verluständerung|</translation>
    </message>
    <message>
        <source>POLCA</source>
        <translation>POLCA</translation>
    </message>
    <message>
        <source>projected loss</source>
        <translation>projizierter Verlust</translation>
    </message>
    <message>
        <source>first order</source>
        <translation>erste Ordnung</translation>
    </message>
    <message>
        <source>trapezoid</source>
        <translation>Trapez</translation>
    </message>
    <message>
        <source>second order</source>
        <translation>zweite Ordnung</translation>
    </message>
    <message>
        <source>Fisher</source>
        <translation>Fisher</translation>
    </message>
    <message>
        <source>Simpson</source>
        <translation>Simpson</translation>
    </message>
    <message>
        <source>clusters by %1</source>
        <translation>Cluster nach: %1</translation>
    </message>
    <message>
        <source>clusters by %1 of vector %2 (%3)</source>
        <translation>Cluster nach: %1 von Vektor %2 (%3)</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>Ausgabe %1</translation>
    </message>
    <message>
        <source>%1 rules</source>
        <translation>Regeln von %1</translation>
    </message>
    <message>
        <source>The run has no clusterings yet.</source>
        <translation>Der Lauf hat noch keine Clusterings.</translation>
    </message>
    <message>
        <source>No clustering of this run holds any carries.</source>
        <translation>Kein Clustering dieses Laufs enthält Überträge.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln clustering(s) with a carry cluster, by F1; --most draws more.</source>
        <translation>
            <numerusform>%1 von %Ln Clustering mit einem Übertragscluster, nach F1; --most zeichnet mehr.</numerusform>
            <numerusform>%1 von %Ln Clusterings mit einem Übertragscluster, nach F1; --most zeichnet mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>Loss by place and carry</source>
        <translation>Verlust nach Stelle und Übertrag</translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation>Verlust (Nats)</translation>
    </message>
    <message>
        <source>no carry cluster in this run, one of the nearest</source>
        <translation>kein Übertragscluster in diesem Lauf, einer der nächsten</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source> (nats)</source>
        <translation> (Nats)</translation>
    </message>
    <message>
        <source>the vector explains %1 % of the loss change</source>
        <translation>der Vektor erklärt %1 % der Verluständerung</translation>
    </message>
    <message>
        <source>Fisher (nats², squared slope along the vector)</source>
        <translation>Fisher (Nats², quadrierte Steigung entlang des Vektors)</translation>
    </message>
    <message>
        <source>a size, no part of the loss change</source>
        <translation>eine Größe, kein Teil der Verluständerung</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>--%1 wants a number from %2 to %3, not &quot;%4&quot;</source>
        <translation>--%1 verlangt eine Zahl von %2 bis %3, nicht „%4“</translation>
    </message>
    <message>
        <source>The run folder.</source>
        <translation>Der Ordner des Laufs.</translation>
    </message>
    <message>
        <source>Draw only these figures, named as their files.</source>
        <translation>Nur diese Abbildungen zeichnen, benannt wie ihre Dateien.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe zeigen.</translation>
    </message>
    <message>
        <source>Draw all figures.</source>
        <translation>Alle Abbildungen zeichnen.</translation>
    </message>
    <message>
        <source>Folder to write to; made when missing.</source>
        <translation>Zielordner; wird angelegt, wenn er fehlt.</translation>
    </message>
    <message>
        <source>Width and height. Journals ask for widths of 85, 114, 174 or 180 mm. Default: 85x55mm.</source>
        <translation>Breite und Höhe. Zeitschriften verlangen Breiten von 85, 114, 174 oder 180 mm. Vorgabe: 85x55mm.</translation>
    </message>
    <message>
        <source>Of pdf, png and svg. Default: pdf,png.</source>
        <translation>Aus pdf, png und svg. Vorgabe: pdf,png.</translation>
    </message>
    <message>
        <source>Dots per inch of PNG. Default: 300.</source>
        <translation>Punkte je Zoll bei PNG. Vorgabe: 300.</translation>
    </message>
    <message>
        <source>Size of text in points. Default: 7.</source>
        <translation>Schriftgröße in Punkt. Vorgabe: 7.</translation>
    </message>
    <message>
        <source>At most so many clusterings. Default: 12.</source>
        <translation>Höchstens so viele Clusterings. Vorgabe: 12.</translation>
    </message>
    <message>
        <source>no run folder was given</source>
        <translation>kein Ordner eines Laufs angegeben</translation>
    </message>
    <message>
        <source>which figures? Say --all, or name some</source>
        <translation>welche Abbildungen? --all oder Namen angeben</translation>
    </message>
    <message>
        <source>--all and names exclude one another</source>
        <translation>--all und Namen schließen einander aus</translation>
    </message>
    <message>
        <source>--out DIR is missing</source>
        <translation>--out DIR fehlt</translation>
    </message>
    <message>
        <source>there is no figure &quot;%1&quot;; --all draws, and so names, all there are</source>
        <translation>es gibt keine Abbildung „%1“; --all zeichnet und nennt alle, die es gibt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln figure(s) in %1</source>
        <translation>
            <numerusform>%Ln Abbildung in %1</numerusform>
            <numerusform>%Ln Abbildungen in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No cluster of this run is a carry cluster (0.9 of its tokens with a carry, over 0.85 of those in the 10s and 100s places); these come nearest.</source>
        <translation>Kein Cluster dieses Laufs ist ein Übertragscluster (0,9 seiner Token mit Übertrag, über 0,85 davon an der Zehner- und Hunderterstelle); diese kommen dem am nächsten.</translation>
    </message>
    <message>
        <source>Draws the figures of a run, fit for a paper, without a window:
  loss by place and carry, and for every clustering with a carry cluster (0.9 of its
  tokens with a carry, over 0.85 of those in the 10s and 100s places), or those nearest to
  one, the loss curves, the trajectories, the label bars and the map of its clusters.
Beside each figure lie its numbers (.csv) and where they came from (.json).

Examples:
  polcascope figure demo.polca --all --out figures
  polcascope figure demo.polca --all --out figures --size 174x80mm --format pdf,svg
  polcascope figure demo.polca loss-by-place-and-carry --out . --dpi 600</source>
        <translation>Zeichnet die Abbildungen eines Laufs, reif für einen Artikel, ohne Fenster:
  Verlust nach Stelle und Übertrag, und für jedes Clustering mit einem Übertragscluster (0,9
  seiner Token mit Übertrag, über 0,85 davon an der Zehner- und Hunderterstelle), oder für die
  nächsten daran, Verlustkurven, Trajektorien, Labelbalken und Karte seiner Cluster.
Neben jeder Abbildung liegen ihre Zahlen (.csv) und deren Herkunft (.json).

Beispiele:
  polcascope figure demo.polca --all --out abbildungen
  polcascope figure demo.polca --all --out abbildungen --size 174x80mm --format pdf,svg
  polcascope figure demo.polca loss-by-place-and-carry --out . --dpi 600</translation>
    </message>
    <message>
        <source>exact curvature</source>
        <translation>exakte Krümmung</translation>
    </message>
</context>
<context>
    <name>LabelBarPlot</name>
    <message>
        <source>Nothing to show yet.</source>
        <translation>Noch nichts zu zeigen.</translation>
    </message>
    <message>
        <source>base rate</source>
        <translation>Grundanteil</translation>
    </message>
    <message>
        <source>expected from the base rate</source>
        <translation>nach dem Grundanteil erwartet</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>as among all tokens; 95 % intervals</source>
        <translation>wie unter allen Token; 95-%-Intervalle</translation>
    </message>
    <message>
        <source>×%1</source>
        <comment>times as often</comment>
        <translation>×%1</translation>
    </message>
</context>
<context>
    <name>LabelCurves</name>
    <message>
        <source>mean of all tokens</source>
        <translation>Mittel aller Token</translation>
    </message>
    <message>
        <source>Loss of all tokens</source>
        <translation>Verlust aller Token</translation>
    </message>
    <message>
        <source>Loss by %1</source>
        <comment>labels</comment>
        <translation>Verlust nach %1</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between labels</comment>
        <translation> und </translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <comment>output token, share of its cluster</comment>
        <translation>%1: %2 %</translation>
    </message>
    <message>
        <source>%1: %2 %, %3</source>
        <comment>output token, share of its cluster, vector</comment>
        <translation>%1: %2 %, %3</translation>
    </message>
    <message>
        <source>clusters of at least %1 % %2, the best of each output token</source>
        <comment>share, label</comment>
        <translation>Cluster mit mindestens %1 % %2, je Ausgabetoken der beste</translation>
    </message>
    <message>
        <source>Nothing is clustered by these rules.</source>
        <translation>Nach diesen Regeln ist nichts geclustert.</translation>
    </message>
    <message>
        <source>No output token has a cluster of at least %1 % %2.</source>
        <comment>share, label</comment>
        <translation>Kein Ausgabetoken hat einen Cluster mit mindestens %1 % %2.</translation>
    </message>
    <message>
        <source>Clusters by loss</source>
        <translation>Cluster nach Verlust</translation>
    </message>
    <message>
        <source>Clusters by %1</source>
        <comment>decomposition</comment>
        <translation>Cluster nach %1</translation>
    </message>
    <message>
        <source>All with the label</source>
        <translation>Alle mit dem Label</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>1000s</source>
        <translation>1000er</translation>
    </message>
    <message>
        <source>100s</source>
        <translation>100er</translation>
    </message>
    <message>
        <source>10s</source>
        <translation>10er</translation>
    </message>
    <message>
        <source>1s</source>
        <translation>1er</translation>
    </message>
    <message>
        <source>carry</source>
        <translation>Übertrag</translation>
    </message>
    <message>
        <source>no carry</source>
        <translation>kein Übertrag</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>Ziffer</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>pairs of summands</source>
        <translation>Paare von Summanden</translation>
    </message>
    <message>
        <source>pairs of summands, each used once</source>
        <translation>Paare von Summanden, jedes einmal benutzt</translation>
    </message>
    <message>
        <source>training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>parameters of the model</source>
        <translation>Parameter des Modells</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Hessian-vector product</source>
        <translation>Hesse-Vektor-Produkt</translation>
    </message>
    <message>
        <source>Simpson&apos;s rule</source>
        <translation>Die Simpson-Regel</translation>
    </message>
    <message>
        <source>every gradient in the middle between two checkpoints</source>
        <translation>jeden Gradienten in der Mitte zwischen zwei Checkpoints</translation>
    </message>
    <message>
        <source>The second order</source>
        <translation>Die zweite Ordnung</translation>
    </message>
    <message>
        <source>the curvature along the basis vectors</source>
        <translation>die Krümmung entlang der Basisvektoren</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>“%1” is not a text.</source>
        <translation>„%1“ ist kein Text.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>%1 is outside what is allowed: at least %2.</source>
        <translation>%1 ist nicht erlaubt: mindestens %2.</translation>
    </message>
    <message>
        <source>%1 is outside what is allowed: %2.</source>
        <translation>%1 liegt außerhalb des Erlaubten: %2.</translation>
    </message>
    <message>
        <source>“%1” is no list of sets of at least two basis vectors below %2, such as 0,1,2; 4,7.</source>
        <translation>„%1“ ist keine Liste von Mengen aus mindestens zwei Basisvektoren unter %2, etwa 0,1,2; 4,7.</translation>
    </message>
    <message>
        <source>“%1” is not one of the choices: %2.</source>
        <translation>„%1“ ist keine der Möglichkeiten: %2.</translation>
    </message>
    <message>
        <source>%1 does not go evenly with %2, which is %3: one must divide the other.</source>
        <translation>%1 geht mit %2 (%3) nicht auf: Eine der Zahlen muss die andere teilen.</translation>
    </message>
    <message>
        <source>%1 is not a multiple of %2, which is %3.</source>
        <translation>%1 ist kein Vielfaches von %2 (%3).</translation>
    </message>
    <message>
        <source>%1 is more than %2, the most that works.</source>
        <translation>%1 ist mehr als %2, das Höchste, was geht.</translation>
    </message>
    <message>
        <source>%1 is more than %2, the most that %3 allows.</source>
        <translation>%1 ist mehr als %2, die Grenze durch: %3.</translation>
    </message>
    <message>
        <source>%1 is of another model than %2, which has %3.</source>
        <translation>%1 gehört zu einem anderen Modell als %2, das %3 hat.</translation>
    </message>
    <message>
        <source>“%1” is part of the method, but this version cannot do it yet.</source>
        <translation>„%1“ gehört zur Methode, aber diese Version kann es noch nicht.</translation>
    </message>
    <message>
        <source>“%1” cannot work (%2).</source>
        <translation>„%1“ geht nicht (%2).</translation>
    </message>
    <message>
        <source>There is nothing at %1. Check the path, or make a new run.</source>
        <translation>Unter %1 ist nichts. Pfad prüfen oder einen neuen Lauf anlegen.</translation>
    </message>
    <message>
        <source>%1 is a file, not a run. A run is a folder, usually named something.polca.</source>
        <translation>%1 ist eine Datei, kein Lauf. Ein Lauf ist ein Ordner, meist mit einem Namen auf .polca.</translation>
    </message>
    <message>
        <source>The run %1 has no trajectories yet, so there is nothing to draw. Resume it first.</source>
        <translation>Der Lauf %1 hat noch keine Trajektorien, es gibt also nichts zu zeichnen. Zuerst den Lauf fortsetzen.</translation>
    </message>
    <message>
        <source>%1 is not a run: it has no run.json. Choose a folder that Polcascope made, usually named something.polca.</source>
        <translation>%1 ist kein Lauf: Es gibt darin keine run.json. Einen Ordner wählen, den Polcascope angelegt hat, meist mit einem Namen auf .polca.</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>has the wrong size, so it was cut off or changed</source>
        <translation>hat die falsche Größe, wurde also abgeschnitten oder verändert</translation>
    </message>
    <message>
        <source>was changed after it was made (its checksum differs)</source>
        <translation>wurde nachträglich verändert (die Prüfsumme weicht ab)</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>does not hold what it should</source>
        <translation>enthält nicht, was es soll</translation>
    </message>
    <message>
        <source>%1 %2%3. Restore the run from a copy, or make it anew from its recipe.</source>
        <translation>%1 %2%3. Den Lauf aus einer Kopie wiederherstellen oder aus seinem Rezept neu rechnen.</translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation>War „%1“ gemeint?</translation>
    </message>
    <message>
        <source>Polcascope made a mistake of its own: %1. Please report it, with what you did before.</source>
        <translation>Polcascope hat selbst einen Fehler gemacht: %1. Bitte melden, mit dem, was vorher geschah.</translation>
    </message>
    <message>
        <source>The command is not right: %1. --help lists what can be asked for.</source>
        <translation>Der Befehl stimmt nicht: %1. --help nennt alles, was möglich ist.</translation>
    </message>
    <message>
        <source>There is no recipe “%1”.</source>
        <translation>Es gibt kein Rezept „%1“.</translation>
    </message>
    <message>
        <source>The recipes are: %1. A recipe can also be a JSON file.</source>
        <translation>Die Rezepte sind: %1. Ein Rezept kann auch eine JSON-Datei sein.</translation>
    </message>
    <message>
        <source>A recipe has no key “%1”.</source>
        <translation>Ein Rezept hat keinen Schlüssel „%1“.</translation>
    </message>
    <message>
        <source>A recipe has no key “%1”, which %2 sets.</source>
        <translation>Ein Rezept hat keinen Schlüssel „%1“, den %2 setzt.</translation>
    </message>
    <message>
        <source>The value of %1 cannot work: %2</source>
        <translation>Der Wert von %1 ist nicht möglich: %2</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2. Correct the file and try again.</source>
        <translation>%1 ist kein gültiges JSON: %2. Die Datei berichtigen und erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 is not valid JSON at line %2: %3. Correct the file and try again.</source>
        <translation>%1 ist in Zeile %2 kein gültiges JSON: %3. Die Datei berichtigen und erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Polcascope (format %2; this version reads up to %3). Update Polcascope to open it.</source>
        <translation>%1 stammt von einer neueren Version von Polcascope (Format %2; diese Version liest bis %3). Zum Öffnen Polcascope aktualisieren.</translation>
    </message>
    <message>
        <source>%1 cannot be written%2. Choose another place, or change the permissions.</source>
        <translation>%1 kann nicht geschrieben werden%2. Einen anderen Ort wählen oder die Rechte ändern.</translation>
    </message>
    <message>
        <source>The run needs %1 at %2, where %3 are free. Free some space, choose another place, or keep fewer checkpoints.</source>
        <translation>Der Lauf braucht %1 unter %2, wo %3 frei sind. Platz schaffen, einen anderen Ort wählen oder weniger Checkpoints behalten.</translation>
    </message>
    <message>
        <source>The recipe asks for the device “%1”, which this computer does not have. Available: %2. Set compute.device to one of these.</source>
        <translation>Das Rezept verlangt das Gerät „%1“, das dieser Rechner nicht hat. Vorhanden: %2. compute.device auf eines davon setzen.</translation>
    </message>
    <message>
        <source>There is already something at %1. Resume that run, or choose another name.</source>
        <translation>Unter %1 ist schon etwas. Diesen Lauf fortsetzen oder einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Another engine (process %2) is working in %1. Wait until it is done, or stop it.</source>
        <translation>Eine andere Engine (Prozess %2) arbeitet in %1. Warten, bis sie fertig ist, oder sie stoppen.</translation>
    </message>
    <message>
        <source>This needs at least %1 of memory, and %2 are allowed. Allow more with %3.</source>
        <translation>Das braucht mindestens %1 Speicher, und %2 sind erlaubt. Mit %3 mehr erlauben.</translation>
    </message>
    <message>
        <source>A number became infinite or undefined: %1. A lower training.learning_rate usually helps.</source>
        <translation>Eine Zahl wurde unendlich oder undefiniert: %1. Meist hilft eine kleinere training.learning_rate.</translation>
    </message>
    <message>
        <source>A number became infinite or undefined at step %2: %1. A lower training.learning_rate usually helps.</source>
        <translation>Eine Zahl wurde bei Schritt %2 unendlich oder undefiniert: %1. Meist hilft eine kleinere training.learning_rate.</translation>
    </message>
    <message>
        <source>This version cannot do that yet: %1.</source>
        <translation>Das kann diese Version noch nicht: %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read%2. Check that it exists and that you may read it.</source>
        <translation>%1 kann nicht gelesen werden%2. Prüfen, ob es vorhanden ist und gelesen werden darf.</translation>
    </message>
    <message>
        <source>%1 needs %2, which this run does not have. This makes it: %3.</source>
        <translation>%1 braucht %2; das fehlt diesem Lauf. So entsteht es: %3.</translation>
    </message>
    <message>
        <source>The run was stopped. What was finished is kept; Resume goes on from there.</source>
        <translation>Der Lauf wurde gestoppt. Fertiges bleibt erhalten; „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <source>An error of an unknown kind (%1).</source>
        <translation>Ein Fehler unbekannter Art (%1).</translation>
    </message>
    <message>
        <source>Matrix products run at only %1 GF/s. Unless other programs keep this machine busy, that is the rate of a reference BLAS: install OpenBLAS (libopenblas0-pthread) to be 15 to 30 times faster.</source>
        <translation>Matrixprodukte laufen mit nur %1 GF/s. Wenn nicht andere Programme diesen Rechner auslasten, ist das die Rate einer Referenz-BLAS: Mit OpenBLAS (libopenblas0-pthread) geht es 15- bis 30-mal schneller.</translation>
    </message>
    <message>
        <source>Basis vector %1 did not converge: its certified residual is %2, more than %3. It is used and marked.</source>
        <translation>Basisvektor %1 ist nicht konvergiert: Sein geprüftes Residuum ist %2, mehr als %3. Er wird benutzt und ist markiert.</translation>
    </message>
    <message>
        <source>Training again gave other weights than before at step %1 (another machine or thread count): checkpoints from there on are written anew.</source>
        <translation>Erneutes Training ergab bei Schritt %1 andere Gewichte als vorher (anderer Rechner oder andere Anzahl Threads): Checkpoints werden ab dort neu geschrieben.</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Trajectories</source>
        <translation>Trajektorien</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>weniger als eine Sekunde</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 s a step</source>
        <translation>%1 s je Schritt</translation>
    </message>
    <message>
        <source>%1 s a vector</source>
        <translation>%1 s je Vektor</translation>
    </message>
    <message>
        <source>%1 s a checkpoint</source>
        <translation>%1 s je Checkpoint</translation>
    </message>
    <message>
        <source>%1 s each</source>
        <translation>je %1 s</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln step(s)</source>
        <translation>
            <numerusform>%1 von %Ln Schritt</numerusform>
            <numerusform>%1 von %Ln Schritten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln vector(s)</source>
        <translation>
            <numerusform>%1 von %Ln Vektor</numerusform>
            <numerusform>%1 von %Ln Vektoren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln checkpoint(s)</source>
        <translation>
            <numerusform>%1 von %Ln Checkpoint</numerusform>
            <numerusform>%1 von %Ln Checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln clustering(s)</source>
        <translation>
            <numerusform>%1 von %Ln Clustering</numerusform>
            <numerusform>%1 von %Ln Clusterings</numerusform>
        </translation>
    </message>
    <message>
        <source>There is not enough free memory: at least %1 are needed beside the weights and the basis. Free some, or lower basis.vectors.</source>
        <translation>Es ist nicht genug Speicher frei: Neben den Gewichten und der Basis werden mindestens %1 gebraucht. Speicher freigeben oder basis.vectors verringern.</translation>
    </message>
    <message>
        <source>%1 is a sample of the run “%2”: it has a part of its tokens and no weights, so nothing more can be computed in it. Open that run itself, or make a new one.</source>
        <translation>%1 ist eine Stichprobe des Laufs „%2“: Darin sind nur ein Teil seiner Token und keine Gewichte, es kann also nichts weiter darin berechnet werden. Den Lauf selbst öffnen oder einen neuen anlegen.</translation>
    </message>
    <message>
        <source>linearly independent gradients</source>
        <translation>linear unabhängige Gradienten</translation>
    </message>
    <message>
        <source>Memory ran out: blocks and graphs now take %1 where they took %2. Results do not change, but for rounding.</source>
        <translation>Der Speicher reichte nicht: Blöcke und Graphen nehmen jetzt %1 statt %2. Ergebnisse ändern sich nur in der Rundung.</translation>
    </message>
    <message>
        <source>loss change</source>
        <translation>Verluständerung</translation>
    </message>
    <message>
        <source>absolute loss change</source>
        <translation>Betrag der Verluständerung</translation>
    </message>
    <message>
        <source>projected loss</source>
        <translation>projizierter Verlust</translation>
    </message>
    <message>
        <source>it belongs to another model</source>
        <translation>gehört zu einem anderen Modell</translation>
    </message>
    <message>
        <source>it belongs to another recipe</source>
        <translation>gehört zu einem anderen Rezept</translation>
    </message>
    <message>
        <source>it belongs to another run</source>
        <translation>gehört zu einem anderen Lauf</translation>
    </message>
    <message>
        <source>The GPU (%1) has not enough free memory. End other programs that use it, lower compute.memory_megabytes or training.batch_size, or set compute.device to cpu.</source>
        <translation>Die GPU (%1) hat nicht genug freien Speicher. Andere Programme beenden, die sie nutzen, compute.memory_megabytes oder training.batch_size verringern oder compute.device auf cpu setzen.</translation>
    </message>
    <message>
        <source>The GPU (%1) has not enough free memory: at least %2 are needed beside the weights and the basis. End other programs that use it, lower basis.vectors, or set compute.device to cpu.</source>
        <translation>Die GPU (%1) hat nicht genug freien Speicher: Neben den Gewichten und der Basis werden mindestens %2 gebraucht. Andere Programme beenden, die sie nutzen, basis.vectors verringern oder compute.device auf cpu setzen.</translation>
    </message>
    <message>
        <source>There is not enough free memory. End other programs, or lower compute.memory_megabytes or training.batch_size.</source>
        <translation>Es ist nicht genug Speicher frei. Andere Programme beenden oder compute.memory_megabytes oder training.batch_size verringern.</translation>
    </message>
    <message>
        <source>Memory ran out: examples are now taken %1 at a time. Results do not change, but for rounding.</source>
        <translation>Der Speicher reichte nicht: Beispiele werden jetzt zu je %1 genommen. Ergebnisse ändern sich nur in der Rundung.</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>Eine Tabelle</translation>
    </message>
    <message>
        <source>clusterings</source>
        <translation>Clusterings</translation>
    </message>
    <message>
        <source>at least two checkpoints of trajectories</source>
        <translation>mindestens zwei Checkpoints der Trajektorien</translation>
    </message>
    <message>
        <source>The decomposition by exact curvature</source>
        <translation>Die Zerlegung mit exakter Krümmung</translation>
    </message>
    <message>
        <source>every token&apos;s own curvature</source>
        <translation>die eigene Krümmung jedes Tokens</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>carry (10s and 100s)</source>
        <translation>Übertrag (10er und 100er)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label column and category</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>all</source>
        <comment>output tokens</comment>
        <translation>alle</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clustering(s),</source>
        <translation>
            <numerusform>%Ln Clustering,</numerusform>
            <numerusform>%Ln Clusterings,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with clusters.</source>
        <translation>
            <numerusform>%Ln mit Clustern.</numerusform>
            <numerusform>%Ln mit Clustern.</numerusform>
        </translation>
    </message>
    <message>
        <source>The largest share of %1 is</source>
        <translation>Der größte Anteil von %1 ist</translation>
    </message>
    <message>
        <source>%1: %2, output %3.</source>
        <translation>%1: %2, Ausgabe %3.</translation>
    </message>
    <message>
        <source>Most above chance:</source>
        <translation>Am weitesten über dem Zufall:</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
</context>
<context>
    <name>PaperTables</name>
    <message>
        <source>carry homogeneity of loss clusters, and POLCA vectors (%1) that have a cluster with over 90 % carries</source>
        <translation>Übertragshomogenität von Clustern des Verlusts, und POLCA-Vektoren (%1), die einen Cluster mit über 90 % Überträgen haben</translation>
    </message>
    <message>
        <source>loss, POLCA: the largest share of carries in any cluster (- where there is none). chance 95 %, p: the same maximum over the same clusters when carry labels are shuffled within output token and place, %1 times; p is the share of shuffles that reach it. beyond chance: vectors whose own best has p &lt;= 0.05 by that maximum.</source>
        <translation>Verlust, POLCA: der größte Anteil an Überträgen in einem Cluster (- wo es keinen gibt). Zufall 95 %, p: dasselbe Maximum über dieselben Cluster, wenn die Übertragslabels innerhalb von Ausgabetoken und Stelle %1-mal gemischt werden; p ist der Anteil der Mischungen, die es erreichen. jenseits des Zufalls: Vektoren, deren eigener bester Cluster nach diesem Maximum p &lt;= 0,05 hat.</translation>
    </message>
    <message>
        <source>A token all of whose instances in a place carry (1 in the 1000s) has homogeneous clusters and p = 1.</source>
        <translation>Ein Token, das an einer Stelle immer einen Übertrag hat (1 an der Tausenderstelle), hat homogene Cluster und p = 1.</translation>
    </message>
    <message>
        <source>minimum cluster size %1 % of a token&apos;s trajectories, minimum samples %2, trajectories every %3 steps.</source>
        <translation>Mindestgröße der Cluster %1 % der Trajektorien eines Tokens, Mindestpunkte %2, Trajektorien alle %3 Schritte.</translation>
    </message>
    <message>
        <source>trajectories by first order against those by second order and trapezoid</source>
        <translation>Trajektorien nach erster Ordnung gegenüber denen nach zweiter Ordnung und Trapez</translation>
    </message>
    <message>
        <source>Means over the trajectories of all tokens, norms in nats. The paper prints the two published numbers under each other&apos;s heading.</source>
        <translation>Mittel über die Trajektorien aller Token, Normen in Nats. Im Artikel stehen die beiden veröffentlichten Zahlen unter der Überschrift der jeweils anderen.</translation>
    </message>
    <message>
        <source>Guarded: %1 divisions, where the mean slope changes by less than a tenth of what the curvature makes expect; these take the trapezoid&apos;s value.</source>
        <translation>Abgesichert: %1 Divisionen, bei denen sich die mittlere Steigung um weniger als ein Zehntel dessen ändert, was die Krümmung erwarten lässt; diese nehmen den Wert des Trapezes.</translation>
    </message>
    <message>
        <source>how much of the loss change the basis explains (nats, sums over training)</source>
        <translation>wie viel der Verluständerung die Basis erklärt (Nats, Summen über das Training)</translation>
    </message>
    <message>
        <source>The basis holds %1 % of the squared movement of the weights. Fisher is a size and no part of the loss change.</source>
        <translation>Die Basis enthält %1 % der quadrierten Bewegung der Gewichte. Fisher ist eine Größe und kein Teil der Verluständerung.</translation>
    </message>
    <message>
        <source>the basis, and what each vector explains of the mean loss change (nats)</source>
        <translation>die Basis, und was jeder Vektor von der mittleren Verluständerung erklärt (Nats)</translation>
    </message>
    <message>
        <source>ratio r: what the curvature makes expect of the mean slope&apos;s change along the vector, over the change found; the papers&apos; second order takes it to be near 1, where it is the trapezoid.</source>
        <translation>Verhältnis r: was die Krümmung von der Änderung der mittleren Steigung entlang des Vektors erwarten lässt, geteilt durch die gefundene Änderung; die zweite Ordnung der Artikel setzt es nahe 1 an, wo sie das Trapez ist.</translation>
    </message>
    <message>
        <source>the best carry homogeneity against shuffled labels</source>
        <translation>die beste Übertragshomogenität gegenüber gemischten Labels</translation>
    </message>
    <message>
        <source>whether clusters hold on tokens that had no part in finding them</source>
        <translation>ob Cluster auch für Token gelten, mit denen sie nicht gefunden wurden</translation>
    </message>
    <message>
        <source>This run has no held-out tokens: &quot;polcascope-engine resume %1 --set trajectories.heldout_examples=250&quot; makes some.</source>
        <translation>Dieser Lauf hat keine zurückgehaltenen Token: „polcascope-engine resume %1 --set trajectories.heldout_examples=250“ berechnet welche.</translation>
    </message>
    <message>
        <source>%1 held-out tokens, used neither for training nor for finding clusters, are placed in the clusters by their own trajectories. homogeneity: the share of carries in clusters, means over clusters weighted by their tokens, and by the held-out tokens placed in them. mean difference: of the two shares of a cluster, in size.</source>
        <translation>%1 zurückgehaltene Token, weder zum Trainieren noch zum Finden von Clustern benutzt, werden nach ihren eigenen Trajektorien in die Cluster eingeordnet. Homogenität: der Anteil der Überträge in Clustern, Mittel über die Cluster, gewichtet mit ihren Token und mit den zurückgehaltenen Token darin. mittlerer Unterschied: der beiden Anteile eines Clusters, dem Betrag nach.</translation>
    </message>
    <message>
        <source>best: the best cluster by the rules&apos; own measure (2024: the largest share of carries; 2026: the largest F1 with over 85 % of the carries in the 10s and 100s places), its share of carries, that of the held-out tokens in it, and how many these are.</source>
        <translation>bester: der beste Cluster nach dem Maß der Regeln (2024: der größte Anteil an Überträgen; 2026: der größte F1-Wert mit über 85 % der Überträge an der Zehner- und Hunderterstelle), sein Anteil an Überträgen, der der zurückgehaltenen Token darin, und wie viele das sind.</translation>
    </message>
    <message>
        <source>Simpson&apos;s rule needs gradients in the middle between two checkpoints, which held-out tokens do not have.</source>
        <translation>Die Simpson-Regel braucht Gradienten in der Mitte zwischen zwei Checkpoints, die es für zurückgehaltene Token nicht gibt.</translation>
    </message>
    <message>
        <source>%1 of %2 clusterings come out differently on this machine, so that nothing is placed in their clusters.</source>
        <translation>%1 von %2 Clusterings kommen auf diesem Rechner anders heraus, sodass in ihre Cluster nichts eingeordnet wird.</translation>
    </message>
    <message>
        <source>when tokens are learnt, and whether those of a cluster are learnt together</source>
        <translation>wann Token gelernt werden, und ob die eines Clusters gemeinsam gelernt werden</translation>
    </message>
    <message>
        <source>A token&apos;s break: the step after which its loss (exact for losses, projected otherwise; Fisher summed up) changes most in excess of before, over D = %1 steps.</source>
        <translation>Durchbruch eines Tokens: der Schritt, nach dem sich sein Verlust (der exakte bei Verlusten, sonst der projizierte; Fisher summiert) am meisten mehr ändert als zuvor, über D = %1 Schritte.</translation>
    </message>
    <message>
        <source>IQR and SD of single tokens&apos; break steps, medians over clusters, beside random groups of the same size; synchronous: clusters with an IQR that at most 5 % of the random groups reach.</source>
        <translation>Quartilsabstand und Standardabweichung der Durchbruchsschritte einzelner Token, Mediane über die Cluster, neben zufälligen Gruppen gleicher Größe; synchron: Cluster mit einem Quartilsabstand, den höchstens 5 % der zufälligen Gruppen erreichen.</translation>
    </message>
    <message>
        <source>Training is too short for D: there is no break. --distance sets another.</source>
        <translation>Das Training ist zu kurz für D: Es gibt keinen Durchbruch. --distance setzt ein anderes.</translation>
    </message>
    <message>
        <source>the step of the sharpest rise of clusters&apos; mean |POLCA| against the vector&apos;s index</source>
        <translation>der Schritt des steilsten Anstiegs von mittlerem |POLCA| der Cluster gegenüber der Nummer des Vektors</translation>
    </message>
    <message>
        <source>The rise is that of the sum over D = %1 steps against the D steps before. The 2024 paper reads from its figures that it comes later for vectors of a larger index: a positive correlation (Spearman&apos;s; - below three clusters, or of one vector).</source>
        <translation>Der Anstieg ist der der Summe über D = %1 Schritte gegenüber den D Schritten davor. Der Artikel von 2024 liest aus seinen Abbildungen, dass er bei Vektoren mit größerer Nummer später kommt: eine positive Korrelation (nach Spearman; - bei weniger als drei Clustern oder nur einem Vektor).</translation>
    </message>
    <message>
        <source>every cluster</source>
        <translation>jeder Cluster</translation>
    </message>
    <message>
        <source>Stability, when asked for (--stability), fills the columns from &quot;resampled&quot; to &quot;more samples&quot;.</source>
        <translation>Die Stabilität füllt, wenn verlangt (--stability), die Spalten von „neu gezogen“ bis „mehr Mindestpunkte“.</translation>
    </message>
    <message>
        <source>the loss change of every token, and what the basis explains of it (nats)</source>
        <translation>die Verluständerung jedes Tokens, und was die Basis davon erklärt (Nats)</translation>
    </message>
    <message>
        <source>whether clusters are found again: best Jaccard index, means over clusters</source>
        <translation>ob Cluster wiedergefunden werden: bester Jaccard-Index, Mittel über die Cluster</translation>
    </message>
    <message>
        <source>resampled: %1 times %2 % of the tokens clustered; the others: minimum cluster size and minimum samples divided or multiplied by %3 (- where rounding leaves them as they are). of at least 0.75: clusters found again in resamples.</source>
        <translation>neu gezogen: %1-mal %2 % der Token geclustert; die anderen: Mindestgröße der Cluster und Mindestpunkte durch %3 geteilt oder damit malgenommen (- wo Runden sie lässt, wie sie sind). mindestens 0,75: Cluster, die in den neu gezogenen wiedergefunden werden.</translation>
    </message>
    <message>
        <source>table 1 of 2024 under other settings: the largest carry homogeneity of each output token</source>
        <translation>Tabelle 1 von 2024 bei anderen Einstellungen: die größte Übertragshomogenität jedes Ausgabetokens</translation>
    </message>
    <message>
        <source>This run has no clusterings by %1: &quot;polcascope-engine resume %2 --set clustering.decompositions=all&quot; makes them.</source>
        <translation>Dieser Lauf hat keine Clusterings nach der Zerlegung „%1“: „polcascope-engine resume %2 --set clustering.decompositions=all“ berechnet sie.</translation>
    </message>
    <message>
        <source>The second order needs the curvature along the vectors, which this run did not measure: &quot;polcascope-engine resume %1 --set trajectories.curvature_examples=125&quot; does.</source>
        <translation>Die zweite Ordnung braucht die Krümmung entlang der Vektoren, die dieser Lauf nicht gemessen hat: „polcascope-engine resume %1 --set trajectories.curvature_examples=125“ tut es.</translation>
    </message>
    <message>
        <source>The mean exact loss never goes flat, so that nothing is hidden; --flat sets the step.</source>
        <translation>Der mittlere exakte Verlust wird nie flach, sodass nichts verborgen ist; --flat setzt den Schritt.</translation>
    </message>
    <message>
        <source>tau = %1: hidden breakthroughs are later (as asked for).</source>
        <translation>tau = %1: Verborgene Durchbrüche kommen später (wie verlangt).</translation>
    </message>
    <message>
        <source>tau = %1: hidden breakthroughs are later (the knee of the mean exact loss).</source>
        <translation>tau = %1: Verborgene Durchbrüche kommen später (das Knie des mittleren exakten Verlusts).</translation>
    </message>
    <message>
        <source>The tokens of this run are not labelled by carries: no share of carries says anything here.</source>
        <translation>Die Token dieses Laufs haben keine Übertragslabels: Kein Anteil an Überträgen sagt hier etwas.</translation>
    </message>
    <message>
        <source>None of the tokens of this run carry: no share of carries says anything here.</source>
        <translation>Kein Token dieses Laufs hat einen Übertrag: Kein Anteil an Überträgen sagt hier etwas.</translation>
    </message>
    <message>
        <source>All of the tokens of this run carry: no share of carries says anything here.</source>
        <translation>Alle Token dieses Laufs haben einen Übertrag: Kein Anteil an Überträgen sagt hier etwas.</translation>
    </message>
    <message>
        <source>carry homogeneity, recall and F1 of the best cluster, and hidden breakthroughs (tables 1 and 8-11)</source>
        <translation>Übertragshomogenität, Recall und F1 des besten Clusters, und verborgene Durchbrüche (Tabellen 1 und 8-11)</translation>
    </message>
    <message>
        <source>%1 needs a run with another basis: &quot;polcascope-engine run %2 --set basis.kind=%3 --set clustering.decompositions=all --out OTHER.polca&quot;, then &quot;polcascope-engine tables %4 --with OTHER.polca&quot;.</source>
        <translation>%1 braucht einen Lauf mit einer anderen Basis: „polcascope-engine run %2 --set basis.kind=%3 --set clustering.decompositions=all --out OTHER.polca“, dann „polcascope-engine tables %4 --with OTHER.polca“.</translation>
    </message>
    <message>
        <source>The best cluster is the one with the largest F1 among those with over 85 % of their carries in the 10s and 100s places (- where there is none). recall: of the carries among the tokens clustered; (all): among all tokens. best: the largest homogeneity of any such cluster, and the same maximum under shuffled labels.</source>
        <translation>Der beste Cluster ist der mit dem größten F1-Wert unter denen mit über 85 % ihrer Überträge an der Zehner- und Hunderterstelle (- wo es keinen gibt). Recall: der Überträge unter den geclusterten Token; (alle): unter allen Token. bester: die größte Homogenität eines solchen Clusters, und dasselbe Maximum bei gemischten Labels.</translation>
    </message>
    <message>
        <source>2024: table 1 (second order)</source>
        <translation>2024: Tabelle 1 (zweite Ordnung)</translation>
    </message>
    <message>
        <source>2024: table 1 (first order)</source>
        <translation>2024: Tabelle 1 (erste Ordnung)</translation>
    </message>
    <message>
        <source>2024: table 1 (trapezoid)</source>
        <translation>2024: Tabelle 1 (Trapez)</translation>
    </message>
    <message>
        <source>2024: table 5</source>
        <translation>2024: Tabelle 5</translation>
    </message>
    <message>
        <source>2026: tables 1 and 8–11</source>
        <translation>2026: Tabellen 1 und 8–11</translation>
    </message>
    <message>
        <source>Explained loss change</source>
        <translation>Erklärte Verluständerung</translation>
    </message>
    <message>
        <source>Basis vectors</source>
        <translation>Basisvektoren</translation>
    </message>
    <message>
        <source>Against chance</source>
        <translation>Gegenüber dem Zufall</translation>
    </message>
    <message>
        <source>Held-out tokens</source>
        <translation>Zurückgehaltene Token</translation>
    </message>
    <message>
        <source>Breakthroughs</source>
        <translation>Durchbrüche</translation>
    </message>
    <message>
        <source>Sharpest rise</source>
        <translation>Steilster Anstieg</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilität</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Every cluster</source>
        <translation>Jeder Cluster</translation>
    </message>
    <message>
        <source>Every token</source>
        <translation>Jedes Token</translation>
    </message>
    <message>
        <source>Number of the token, from 0, as in the run&apos;s files</source>
        <translation>Nummer des Tokens, ab 0, wie in den Dateien des Laufs</translation>
    </message>
    <message>
        <source>Output token: only tokens of this kind are clustered together; all: all of them</source>
        <translation>Ausgabetoken: Nur Token dieser Art werden zusammen geclustert; alle: alle zusammen</translation>
    </message>
    <message>
        <source>How many tokens</source>
        <translation>Wie viele Token</translation>
    </message>
    <message>
        <source>The share of these tokens with a carry</source>
        <translation>Der Anteil dieser Token mit Übertrag</translation>
    </message>
    <message>
        <source>The largest share of carries in any cluster of the exact loss</source>
        <translation>Der größte Anteil an Überträgen in einem Cluster des exakten Verlusts</translation>
    </message>
    <message>
        <source>The largest share of carries in any cluster along any vector</source>
        <translation>Der größte Anteil an Überträgen in einem Cluster entlang irgendeines Vektors</translation>
    </message>
    <message>
        <source>The same maximum under shuffled carry labels: the value that 95 % of the shuffles do not exceed</source>
        <translation>Dasselbe Maximum bei gemischten Übertragslabels: der Wert, den 95 % der Mischungen nicht überschreiten</translation>
    </message>
    <message>
        <source>The same maximum under shuffled carry labels: the median</source>
        <translation>Dasselbe Maximum bei gemischten Übertragslabels: der Median</translation>
    </message>
    <message>
        <source>What the paper says</source>
        <translation>Was der Artikel angibt</translation>
    </message>
    <message>
        <source>Basis vectors with a cluster of over 90 % carries</source>
        <translation>Basisvektoren mit einem Cluster von über 90 % Überträgen</translation>
    </message>
    <message>
        <source>Clusterings whose own best cluster has p up to 0.05, of all</source>
        <translation>Clusterings, deren eigener bester Cluster p bis 0,05 hat, von allen</translation>
    </message>
    <message>
        <source>The basis vectors along which the cluster was found, from 0; none for losses</source>
        <translation>Die Basisvektoren, entlang derer der Cluster gefunden wurde, ab 0; keine bei Verlusten</translation>
    </message>
    <message>
        <source>Number of the basis vector, from 0</source>
        <translation>Nummer des Basisvektors, ab 0</translation>
    </message>
    <message>
        <source>Mean cosine between each token&apos;s trajectories by first and by second order</source>
        <translation>Mittlerer Kosinus zwischen den Trajektorien jedes Tokens nach erster und nach zweiter Ordnung</translation>
    </message>
    <message>
        <source>Mean cosine between each token&apos;s trajectories by first order and by trapezoid</source>
        <translation>Mittlerer Kosinus zwischen den Trajektorien jedes Tokens nach erster Ordnung und nach Trapez</translation>
    </message>
    <message>
        <source>Mean cosine between each token&apos;s trajectories by first order and by Simpson&apos;s rule</source>
        <translation>Mittlerer Kosinus zwischen den Trajektorien jedes Tokens nach erster Ordnung und nach der Simpson-Regel</translation>
    </message>
    <message>
        <source>Mean norm of the difference of the two, in nats</source>
        <translation>Mittlere Norm des Unterschieds der beiden, in Nats</translation>
    </message>
    <message>
        <source>Intervals in which the second order would divide by almost nothing, and takes the trapezoid&apos;s value</source>
        <translation>Abschnitte, in denen die zweite Ordnung durch fast nichts teilen würde und den Wert des Trapezes nimmt</translation>
    </message>
    <message>
        <source>How the loss change is split; clusters are those of the 2026 rules</source>
        <translation>Wie die Verluständerung zerlegt wird; Cluster sind die nach den Regeln von 2026</translation>
    </message>
    <message>
        <source>How many clusters</source>
        <translation>Wie viele Cluster</translation>
    </message>
    <message>
        <source>Share of carries in the clusters: the mean over clusters, weighted by their tokens</source>
        <translation>Anteil der Überträge in den Clustern: Mittel über die Cluster, gewichtet mit ihren Token</translation>
    </message>
    <message>
        <source>Share of carries in the best cluster</source>
        <translation>Anteil der Überträge im besten Cluster</translation>
    </message>
    <message>
        <source>Of the carries among the tokens clustered, the share in this cluster</source>
        <translation>Der Anteil der Überträge unter den geclusterten Token, der in diesem Cluster liegt</translation>
    </message>
    <message>
        <source>Harmonic mean of the share of carries and of the recall</source>
        <translation>Harmonisches Mittel des Anteils der Überträge und des Recalls</translation>
    </message>
    <message>
        <source>Of the carries among all tokens, the share in this cluster</source>
        <translation>Der Anteil der Überträge unter allen Token, der in diesem Cluster liegt</translation>
    </message>
    <message>
        <source>Whether the cluster breaks after the mean loss has gone flat</source>
        <translation>Ob der Cluster durchbricht, nachdem der mittlere Verlust flach geworden ist</translation>
    </message>
    <message>
        <source>Of the clusters that break, the share that break after the mean loss has gone flat</source>
        <translation>Der Anteil der Cluster mit Durchbruch, die durchbrechen, nachdem der mittlere Verlust flach geworden ist</translation>
    </message>
    <message>
        <source>The largest share of carries in any cluster that counts</source>
        <translation>Der größte Anteil an Überträgen in einem Cluster, der zählt</translation>
    </message>
    <message>
        <source>How the loss change is split along the vectors</source>
        <translation>Wie die Verluständerung entlang der Vektoren zerlegt wird</translation>
    </message>
    <message>
        <source>Change of the token&apos;s loss over training, in nats</source>
        <translation>Änderung des Verlusts des Tokens über das Training, in Nats</translation>
    </message>
    <message>
        <source>Change of the mean loss over training, in nats</source>
        <translation>Änderung des mittleren Verlusts über das Training, in Nats</translation>
    </message>
    <message>
        <source>The part of the change along the basis</source>
        <translation>Der Teil der Änderung entlang der Basis</translation>
    </message>
    <message>
        <source>The change without its part along the basis</source>
        <translation>Die Änderung ohne ihren Teil entlang der Basis</translation>
    </message>
    <message>
        <source>The part along the basis as a share of the true change</source>
        <translation>Der Teil entlang der Basis als Anteil der wahren Änderung</translation>
    </message>
    <message>
        <source>What the basis leaves of a token&apos;s own change: the value that 5 % of the tokens do not exceed</source>
        <translation>Was die Basis von der Änderung eines Tokens übrig lässt: der Wert, den 5 % der Token nicht überschreiten</translation>
    </message>
    <message>
        <source>What the basis leaves of a token&apos;s own change: the median over tokens</source>
        <translation>Was die Basis von der Änderung eines Tokens übrig lässt: der Median über die Token</translation>
    </message>
    <message>
        <source>What the basis leaves of a token&apos;s own change: the value that 95 % of the tokens do not exceed</source>
        <translation>Was die Basis von der Änderung eines Tokens übrig lässt: der Wert, den 95 % der Token nicht überschreiten</translation>
    </message>
    <message>
        <source>What the basis leaves of a token&apos;s own change: root mean square over tokens</source>
        <translation>Was die Basis von der Änderung eines Tokens übrig lässt: quadratisches Mittel über die Token</translation>
    </message>
    <message>
        <source>Training step at which the vector was found</source>
        <translation>Trainingsschritt, bei dem der Vektor gefunden wurde</translation>
    </message>
    <message>
        <source>Of the Hessian along the vector</source>
        <translation>Der Hesse-Matrix entlang des Vektors</translation>
    </message>
    <message>
        <source>How far the vector is from an eigenvector, by an explicit product</source>
        <translation>Wie weit der Vektor von einem Eigenvektor entfernt ist, nach einem ausdrücklichen Produkt</translation>
    </message>
    <message>
        <source>Whether the search for the vector came to its end</source>
        <translation>Ob die Suche nach dem Vektor zu ihrem Ende kam</translation>
    </message>
    <message>
        <source>The share of the squared movement of the weights that lies along the vector</source>
        <translation>Der Anteil der quadrierten Bewegung der Gewichte, der entlang des Vektors liegt</translation>
    </message>
    <message>
        <source>The ratio r over the intervals: its lower quartile</source>
        <translation>Das Verhältnis r über die Abschnitte: sein unteres Quartil</translation>
    </message>
    <message>
        <source>The ratio r over the intervals: its median</source>
        <translation>Das Verhältnis r über die Abschnitte: sein Median</translation>
    </message>
    <message>
        <source>The ratio r over the intervals: its upper quartile</source>
        <translation>Das Verhältnis r über die Abschnitte: sein oberes Quartil</translation>
    </message>
    <message>
        <source>What the vector explains of the mean loss change, in nats</source>
        <translation>Was der Vektor von der mittleren Verluständerung erklärt, in Nats</translation>
    </message>
    <message>
        <source>The part of the token&apos;s change along the basis, in nats</source>
        <translation>Der Teil der Änderung des Tokens entlang der Basis, in Nats</translation>
    </message>
    <message>
        <source>Which paper&apos;s rules</source>
        <translation>Die Regeln welches Artikels</translation>
    </message>
    <message>
        <source>What is clustered; sets: along several vectors together</source>
        <translation>Was geclustert wird; Mengen: entlang mehrerer Vektoren zusammen</translation>
    </message>
    <message>
        <source>How many clusterings: one for each output token and vector</source>
        <translation>Wie viele Clusterings: eines je Ausgabetoken und Vektor</translation>
    </message>
    <message>
        <source>The same of the held-out tokens placed there</source>
        <translation>Dasselbe von den dort eingeordneten zurückgehaltenen Token</translation>
    </message>
    <message>
        <source>How far the share of carries of a cluster and that of its held-out tokens lie apart, mean over clusters</source>
        <translation>Wie weit der Anteil der Überträge eines Clusters und der seiner zurückgehaltenen Token auseinanderliegen, Mittel über die Cluster</translation>
    </message>
    <message>
        <source>How many held-out tokens are placed there</source>
        <translation>Wie viele zurückgehaltene Token dort eingeordnet sind</translation>
    </message>
    <message>
        <source>How many clusters have over 90 % carries</source>
        <translation>Wie viele Cluster über 90 % Überträge haben</translation>
    </message>
    <message>
        <source>How many of these have over 90 % carries among their held-out tokens, too</source>
        <translation>Wie viele davon auch unter ihren zurückgehaltenen Token über 90 % Überträge haben</translation>
    </message>
    <message>
        <source>The share of these with a carry</source>
        <translation>Der Anteil davon mit Übertrag</translation>
    </message>
    <message>
        <source>Clusters that break at some step</source>
        <translation>Cluster, die bei irgendeinem Schritt durchbrechen</translation>
    </message>
    <message>
        <source>The share of these that break after the mean loss has gone flat</source>
        <translation>Der Anteil davon, der durchbricht, nachdem der mittlere Verlust flach geworden ist</translation>
    </message>
    <message>
        <source>Median over clusters of the mean break step of their tokens</source>
        <translation>Median des mittleren Durchbruchsschritts ihrer Token über die Cluster</translation>
    </message>
    <message>
        <source>How far the middle half of a cluster&apos;s break steps spreads: median over clusters</source>
        <translation>Wie weit die mittlere Hälfte der Durchbruchsschritte eines Clusters streut: Median über die Cluster</translation>
    </message>
    <message>
        <source>The same of random groups of as many tokens</source>
        <translation>Dasselbe von zufälligen Gruppen aus ebenso vielen Token</translation>
    </message>
    <message>
        <source>Standard deviation of a cluster&apos;s break steps: median over clusters</source>
        <translation>Standardabweichung der Durchbruchsschritte eines Clusters: Median über die Cluster</translation>
    </message>
    <message>
        <source>Clusters whose tokens break together, of all with a break</source>
        <translation>Cluster, deren Token gemeinsam durchbrechen, von allen mit Durchbruch</translation>
    </message>
    <message>
        <source>Which clusters are looked at</source>
        <translation>Welche Cluster betrachtet werden</translation>
    </message>
    <message>
        <source>Between the vector&apos;s number and the step of the sharpest rise (Spearman)</source>
        <translation>Zwischen der Nummer des Vektors und dem Schritt des steilsten Anstiegs (Spearman)</translation>
    </message>
    <message>
        <source>Of the sharpest rise, over clusters of the first half of the vectors</source>
        <translation>Des steilsten Anstiegs, über die Cluster der ersten Hälfte der Vektoren</translation>
    </message>
    <message>
        <source>Of the sharpest rise, over clusters of the second half of the vectors</source>
        <translation>Des steilsten Anstiegs, über die Cluster der zweiten Hälfte der Vektoren</translation>
    </message>
    <message>
        <source>Number of the cluster, from 1; labels in the run&apos;s files count from 0</source>
        <translation>Nummer des Clusters, ab 1; in den Dateien des Laufs zählen die Labels ab 0</translation>
    </message>
    <message>
        <source>What over 90 % of the cluster&apos;s tokens have</source>
        <translation>Was über 90 % der Token des Clusters haben</translation>
    </message>
    <message>
        <source>The share of the cluster&apos;s tokens with a carry</source>
        <translation>Der Anteil der Token des Clusters mit Übertrag</translation>
    </message>
    <message>
        <source>Of the cluster&apos;s carries, the share in the 10s and 100s places</source>
        <translation>Der Anteil der Überträge des Clusters an der Zehner- und Hunderterstelle</translation>
    </message>
    <message>
        <source>The largest share of the cluster&apos;s tokens in one place</source>
        <translation>Der größte Anteil der Token des Clusters an einer Stelle</translation>
    </message>
    <message>
        <source>Mean break step of the cluster&apos;s tokens</source>
        <translation>Mittlerer Durchbruchsschritt der Token des Clusters</translation>
    </message>
    <message>
        <source>How far the middle half of their break steps spreads</source>
        <translation>Wie weit die mittlere Hälfte ihrer Durchbruchsschritte streut</translation>
    </message>
    <message>
        <source>Standard deviation of their break steps</source>
        <translation>Standardabweichung ihrer Durchbruchsschritte</translation>
    </message>
    <message>
        <source>The share of the random groups that break as much together</source>
        <translation>Der Anteil der zufälligen Gruppen, die ebenso gemeinsam durchbrechen</translation>
    </message>
    <message>
        <source>Step of the sharpest rise of the cluster&apos;s mean |POLCA|</source>
        <translation>Schritt des steilsten Anstiegs von mittlerem |POLCA| des Clusters</translation>
    </message>
    <message>
        <source>The token</source>
        <translation>Das Token</translation>
    </message>
    <message>
        <source>The 20 tokens before it</source>
        <translation>Die 20 Token davor</translation>
    </message>
    <message>
        <source>Best Jaccard index when the tokens are resampled: 1 for a cluster that is found as it is</source>
        <translation>Bester Jaccard-Index, wenn die Token neu gezogen werden: 1 für einen Cluster, der genau so wiedergefunden wird</translation>
    </message>
    <message>
        <source>Best Jaccard index with a smaller minimum cluster size</source>
        <translation>Bester Jaccard-Index bei kleinerer Mindestgröße der Cluster</translation>
    </message>
    <message>
        <source>Best Jaccard index with a larger minimum cluster size</source>
        <translation>Bester Jaccard-Index bei größerer Mindestgröße der Cluster</translation>
    </message>
    <message>
        <source>Best Jaccard index with fewer minimum samples</source>
        <translation>Bester Jaccard-Index bei weniger Mindestpunkten</translation>
    </message>
    <message>
        <source>Best Jaccard index with more minimum samples</source>
        <translation>Bester Jaccard-Index bei mehr Mindestpunkten</translation>
    </message>
    <message>
        <source>Clusters with a resampled index of at least 0.75, of all</source>
        <translation>Cluster mit einem Index von mindestens 0,75, wenn neu gezogen wird, von allen</translation>
    </message>
    <message>
        <source>Raw or cumulated values</source>
        <translation>Rohe oder summierte Werte</translation>
    </message>
    <message>
        <source>Of the clustering, the point itself counted</source>
        <translation>Des Clusterings, der Punkt selbst mitgezählt</translation>
    </message>
    <message>
        <source>Steps between two points of a trajectory</source>
        <translation>Schritte zwischen zwei Punkten einer Trajektorie</translation>
    </message>
    <message>
        <source>Which part of training is clustered</source>
        <translation>Welcher Teil des Trainings geclustert wird</translation>
    </message>
    <message>
        <source>How many output tokens have a cluster of over 90 % carries</source>
        <translation>Wie viele Ausgabetoken einen Cluster von über 90 % Überträgen haben</translation>
    </message>
    <message>
        <source>How many output tokens have a cluster beyond chance</source>
        <translation>Wie viele Ausgabetoken einen Cluster jenseits des Zufalls haben</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>carries %</source>
        <translation>Überträge %</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>chance 95 %</source>
        <translation>Zufall 95 %</translation>
    </message>
    <message>
        <source>chance median</source>
        <translation>Zufall, Median</translation>
    </message>
    <message>
        <source>published</source>
        <translation>veröffentlicht</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>Vektoren</translation>
    </message>
    <message>
        <source>beyond chance</source>
        <translation>jenseits des Zufalls</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>Vektor</translation>
    </message>
    <message>
        <source>second order: cosine</source>
        <translation>zweite Ordnung: Kosinus</translation>
    </message>
    <message>
        <source>trapezoid: cosine</source>
        <translation>Trapez: Kosinus</translation>
    </message>
    <message>
        <source>Simpson: cosine</source>
        <translation>Simpson: Kosinus</translation>
    </message>
    <message>
        <source>norm of difference</source>
        <translation>Norm des Unterschieds</translation>
    </message>
    <message>
        <source>guarded divisions</source>
        <translation>abgesicherte Divisionen</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>homogeneity</source>
        <translation>Homogenität</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>recall (all)</source>
        <translation>Recall (alle)</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>best</source>
        <translation>bester</translation>
    </message>
    <message>
        <source>published: homogeneity</source>
        <translation>veröffentlicht: Homogenität</translation>
    </message>
    <message>
        <source>decomposition</source>
        <translation>Zerlegung</translation>
    </message>
    <message>
        <source>true change</source>
        <translation>wahre Änderung</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>remainder</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>share %</source>
        <translation>Anteil %</translation>
    </message>
    <message>
        <source>tokens: remainder 5 %</source>
        <translation>Token: Rest 5 %</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>guarded</source>
        <translation>abgesichert</translation>
    </message>
    <message>
        <source>found at step</source>
        <translation>gefunden bei Schritt</translation>
    </message>
    <message>
        <source>eigenvalue</source>
        <translation>Eigenwert</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>Residuum</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>konvergiert</translation>
    </message>
    <message>
        <source>share of movement %</source>
        <translation>Anteil der Bewegung %</translation>
    </message>
    <message>
        <source>ratio r: 25 %</source>
        <translation>Verhältnis r: 25 %</translation>
    </message>
    <message>
        <source>first order</source>
        <translation>erste Ordnung</translation>
    </message>
    <message>
        <source>second order</source>
        <translation>zweite Ordnung</translation>
    </message>
    <message>
        <source>trapezoid</source>
        <translation>Trapez</translation>
    </message>
    <message>
        <source>first order: sum</source>
        <translation>erste Ordnung: Summe</translation>
    </message>
    <message>
        <source>second order: sum</source>
        <translation>zweite Ordnung: Summe</translation>
    </message>
    <message>
        <source>trapezoid: sum</source>
        <translation>Trapez: Summe</translation>
    </message>
    <message>
        <source>Simpson: sum</source>
        <translation>Simpson: Summe</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>clustered</source>
        <translation>geclustert</translation>
    </message>
    <message>
        <source>decomposed</source>
        <translation>zerlegt</translation>
    </message>
    <message>
        <source>clusterings</source>
        <translation>Clusterings</translation>
    </message>
    <message>
        <source>carry clusters</source>
        <translation>Übertragscluster</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>mean difference</source>
        <translation>mittlerer Unterschied</translation>
    </message>
    <message>
        <source>held-out tokens</source>
        <translation>zurückgehaltene Token</translation>
    </message>
    <message>
        <source>over 90 % carries</source>
        <translation>über 90 % Überträge</translation>
    </message>
    <message>
        <source>held-out, too</source>
        <translation>auch zurückgehalten</translation>
    </message>
    <message>
        <source>held-out carry share</source>
        <translation>Übertragsanteil, zurückgehalten</translation>
    </message>
    <message>
        <source>with a break</source>
        <translation>mit Durchbruch</translation>
    </message>
    <message>
        <source>hidden %</source>
        <translation>verborgen %</translation>
    </message>
    <message>
        <source>median step</source>
        <translation>Median der Schritte</translation>
    </message>
    <message>
        <source>IQR in clusters</source>
        <translation>Quartilsabstand in Clustern</translation>
    </message>
    <message>
        <source>in random groups</source>
        <translation>in zufälligen Gruppen</translation>
    </message>
    <message>
        <source>SD in clusters</source>
        <translation>Standardabw. in Clustern</translation>
    </message>
    <message>
        <source>synchronous</source>
        <translation>synchron</translation>
    </message>
    <message>
        <source>clusters of</source>
        <translation>Cluster aus</translation>
    </message>
    <message>
        <source>rank correlation</source>
        <translation>Rangkorrelation</translation>
    </message>
    <message>
        <source>first vectors: median step</source>
        <translation>erste Vektoren: Median der Schritte</translation>
    </message>
    <message>
        <source>last vectors: median step</source>
        <translation>letzte Vektoren: Median der Schritte</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>carry share</source>
        <translation>Übertragsanteil</translation>
    </message>
    <message>
        <source>carries in 10s and 100s</source>
        <translation>Überträge an Zehnern und Hundertern</translation>
    </message>
    <message>
        <source>place share</source>
        <translation>Stellenanteil</translation>
    </message>
    <message>
        <source>break step</source>
        <translation>Durchbruchsschritt</translation>
    </message>
    <message>
        <source>break IQR</source>
        <translation>Durchbruch, Quartilsabstand</translation>
    </message>
    <message>
        <source>random IQR</source>
        <translation>zufällig, Quartilsabstand</translation>
    </message>
    <message>
        <source>break SD</source>
        <translation>Durchbruch, Standardabw.</translation>
    </message>
    <message>
        <source>random SD</source>
        <translation>zufällig, Standardabw.</translation>
    </message>
    <message>
        <source>synchrony p</source>
        <translation>Synchronität p</translation>
    </message>
    <message>
        <source>sharpest rise</source>
        <translation>steilster Anstieg</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>neu gezogen</translation>
    </message>
    <message>
        <source>smaller size</source>
        <translation>kleinere Größe</translation>
    </message>
    <message>
        <source>larger size</source>
        <translation>größere Größe</translation>
    </message>
    <message>
        <source>fewer samples</source>
        <translation>weniger Mindestpunkte</translation>
    </message>
    <message>
        <source>more samples</source>
        <translation>mehr Mindestpunkte</translation>
    </message>
    <message>
        <source>of at least 0.75</source>
        <translation>mindestens 0,75</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>minimum samples</source>
        <translation>Mindestpunkte</translation>
    </message>
    <message>
        <source>every</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>over 0.9</source>
        <translation>über 0,9</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>first half</source>
        <translation>erste Hälfte</translation>
    </message>
    <message>
        <source>second half</source>
        <translation>zweite Hälfte</translation>
    </message>
    <message>
        <source>exact loss</source>
        <translation>exakter Verlust</translation>
    </message>
    <message>
        <source>change in loss</source>
        <translation>Verluständerung</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>loss change</source>
        <translation>Verluständerung</translation>
    </message>
    <message>
        <source>absolute loss change</source>
        <translation>Betrag der Verluständerung</translation>
    </message>
    <message>
        <source>projected loss</source>
        <translation>projizierter Verlust</translation>
    </message>
    <message>
        <source>POLCA, sets</source>
        <translation>POLCA, Mengen</translation>
    </message>
    <message>
        <source>projected loss, sets</source>
        <translation>projizierter Verlust, Mengen</translation>
    </message>
    <message>
        <source>POLCA (second order)</source>
        <translation>POLCA (zweite Ordnung)</translation>
    </message>
    <message>
        <source>random basis</source>
        <translation>zufällige Basis</translation>
    </message>
    <message>
        <source>shuffled Hessian</source>
        <translation>gemischte Hesse-Matrix</translation>
    </message>
    <message>
        <source>cluster size</source>
        <translation>Mindestgröße</translation>
    </message>
    <message>
        <source>published: %1</source>
        <translation>veröffentlicht: %1</translation>
    </message>
    <message>
        <source>The largest share of carries in any cluster of output token %1; +: beyond chance</source>
        <translation>Der größte Anteil an Überträgen in einem Cluster des Ausgabetokens %1; +: jenseits des Zufalls</translation>
    </message>
    <message>
        <source>The token&apos;s label “%1”</source>
        <translation>Das Label „%1“ des Tokens</translation>
    </message>
    <message>
        <source>all: of the token furthest beyond chance (the smallest p), with p corrected for the number of tokens.</source>
        <translation>alle: vom Token, das am weitesten jenseits des Zufalls liegt (kleinstes p); p ist für die Zahl der Token korrigiert.</translation>
    </message>
    <message>
        <source>%1: %2 layers, %3 steps, %4 vectors (%5), trajectories every %6 steps.</source>
        <translation>%1: %2 Schichten, %3 Schritte, %4 Vektoren (%5), Trajektorien alle %6 Schritte.</translation>
    </message>
    <message>
        <source>The curvature of the second order is estimated from %1 examples: if it errs by a standard error at all checkpoints alike, since the examples are the same, the sum does by %2 nats.</source>
        <translation>Die Krümmung der zweiten Ordnung ist aus %1 Beispielen geschätzt: Weicht sie an allen Checkpoints gleichsinnig um einen Standardfehler ab, weil es dieselben Beispiele sind, so die Summe um %2 Nats.</translation>
    </message>
    <message>
        <source>curvature error: standard error of the curvature, which is estimated from %1 examples, as a share of it; median over checkpoints.</source>
        <translation>Krümmungsfehler: Standardfehler der Krümmung, die aus %1 Beispielen geschätzt ist, als Anteil an ihr; Median über die Checkpoints.</translation>
    </message>
    <message>
        <source>2024: over all clusters. 2026: over those with over 85 % of their carries in the 10s and 100s places. p is corrected for the number of clusters of its row, not for the number of rows. Clusterings that the 2026 rules skip do not count.</source>
        <translation>2024: über alle Cluster. 2026: über die mit mehr als 85 % ihrer Überträge an der Zehner- und Hunderterstelle. p ist für die Zahl der Cluster seiner Zeile korrigiert, nicht für die Zahl der Zeilen. Clusterings, die die Regeln von 2026 auslassen, zählen nicht.</translation>
    </message>
    <message>
        <source>2024: of the output token furthest beyond chance (the smallest p), with p corrected for the number of output tokens, too.</source>
        <translation>2024: vom Ausgabetoken, das am weitesten jenseits des Zufalls liegt (kleinstes p); p ist auch für die Zahl der Ausgabetoken korrigiert.</translation>
    </message>
    <message>
        <source>beyond chance: clusterings (vectors and output tokens) whose own best has p &lt;= 0.05, corrected in the same way.</source>
        <translation>jenseits des Zufalls: Clusterings (Vektoren und Ausgabetoken), deren eigenes bestes p &lt;= 0,05 hat, ebenso korrigiert.</translation>
    </message>
    <message>
        <source>minimum size: of a cluster, as a share of the token&apos;s trajectories; every: steps between two points of a trajectory; training: the part of the steps that is clustered. +: p &lt;= 0.05 for this token, corrected for all its clusters along all vectors, not for the number of tokens and settings. over 0.9, p &lt;= 0.05: so many output tokens. p of all: the smallest p of a token, corrected for their number. Published by loss: 0.18 1.00 0.31 0.35 0.43 0.64 0.45 0.53 0.49 0.41; over 0.9 by POLCA for all ten.</source>
        <translation>kleinste Größe: eines Clusters, als Anteil an den Trajektorien des Tokens; alle: Schritte zwischen zwei Punkten einer Trajektorie; Training: der Teil der Schritte, der geclustert wird. +: p &lt;= 0,05 für dieses Token, korrigiert für alle seine Cluster entlang aller Vektoren, nicht für die Zahl der Token und Einstellungen. über 0,9, p &lt;= 0,05: so viele Ausgabetoken. p über alle: das kleinste p eines Tokens, für deren Zahl korrigiert. Veröffentlicht für den Verlust: 0,18 1,00 0,31 0,35 0,43 0,64 0,45 0,53 0,49 0,41; mit POLCA über 0,9 für alle zehn.</translation>
    </message>
    <message>
        <source>The published values are of a model of 3 layers, 10,000 steps of training and 50 vectors.</source>
        <translation>Die veröffentlichten Werte stammen von einem Modell mit 3 Schichten, 10.000 Trainingsschritten und 50 Vektoren.</translation>
    </message>
    <message>
        <source>The share of the shuffles that are as far beyond chance as the true labels</source>
        <translation>Anteil der Mischungen, die so weit jenseits des Zufalls liegen wie die wahren Labels</translation>
    </message>
    <message>
        <source>Standard error of the curvature as a share of it, median over checkpoints</source>
        <translation>Standardfehler der Krümmung als Anteil an ihr, Median über die Checkpoints</translation>
    </message>
    <message>
        <source>Clusters with at least 0.9 carries, over 0.85 of these in the 10s and 100s places</source>
        <translation>Cluster mit mindestens 0,9 Überträgen, über 0,85 davon an der Zehner- und Hunderterstelle</translation>
    </message>
    <message>
        <source>Minimum cluster size as a share of the output token&apos;s trajectories</source>
        <translation>Kleinste Clustergröße als Anteil an den Trajektorien des Ausgabetokens</translation>
    </message>
    <message>
        <source>Where a trajectory begins</source>
        <translation>Wo eine Trajektorie beginnt</translation>
    </message>
    <message>
        <source>The smallest p of any output token, corrected for their number</source>
        <translation>Das kleinste p eines Ausgabetokens, für deren Zahl korrigiert</translation>
    </message>
    <message>
        <source>curvature error %</source>
        <translation>Krümmungsfehler %</translation>
    </message>
    <message>
        <source>minimum size %</source>
        <translation>kleinste Größe %</translation>
    </message>
    <message>
        <source>first step</source>
        <translation>erster Schritt</translation>
    </message>
    <message>
        <source>p of all</source>
        <translation>p über alle</translation>
    </message>
    <message>
        <source>first two thirds</source>
        <translation>erste zwei Drittel</translation>
    </message>
    <message>
        <source>trajectories by first order against those by every other decomposition</source>
        <translation>Trajektorien nach erster Ordnung gegenüber denen nach jeder anderen Zerlegung</translation>
    </message>
    <message>
        <source>Exact curvature needs that of each token, which is not computed for held-out tokens.</source>
        <translation>Die exakte Krümmung braucht die jedes Tokens, die für zurückgehaltene Token nicht berechnet wird.</translation>
    </message>
    <message>
        <source>Mean cosine between each token&apos;s trajectories by first order and by exact curvature</source>
        <translation>Mittlerer Kosinus zwischen den Trajektorien jedes Tokens nach erster Ordnung und nach exakter Krümmung</translation>
    </message>
    <message>
        <source>exact curvature: cosine</source>
        <translation>exakte Krümmung: Kosinus</translation>
    </message>
    <message>
        <source>exact curvature</source>
        <translation>exakte Krümmung</translation>
    </message>
    <message>
        <source>exact curvature: sum</source>
        <translation>exakte Krümmung: Summe</translation>
    </message>
</context>
<context>
    <name>ParameterCommand</name>
    <message>
        <source>Reset the clustering</source>
        <translation>Clustering zurücksetzen</translation>
    </message>
    <message>
        <source>Set %1</source>
        <comment>parameters</comment>
        <translation>Setzen: %1</translation>
    </message>
</context>
<context>
    <name>ParameterMap</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>Ausreißer</translation>
    </message>
    <message>
        <source>Carry homogeneity</source>
        <translation>Übertragshomogenität</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of 100</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Nothing computed yet.</source>
        <translation>Noch nichts berechnet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln setting(s):</source>
        <translation>
            <numerusform>%Ln Einstellung:</numerusform>
            <numerusform>%Ln Einstellungen:</numerusform>
        </translation>
    </message>
    <message>
        <source>from %1 to %2 clusters, from %3 % to %4 % outliers.</source>
        <translation>von %1 bis %2 Cluster, von %3 % bis %4 % Ausreißer.</translation>
    </message>
    <message>
        <source>The best carry homogeneity is %1.</source>
        <translation>Die beste Übertragshomogenität ist %1.</translation>
    </message>
</context>
<context>
    <name>PlotData</name>
    <message>
        <source>Not clustered: the mean projected loss of this vector does not fall, and the 2026 rules leave such vectors out.</source>
        <translation>Nicht geclustert: Der mittlere projizierte Verlust dieses Vektors fällt nicht, und die Regeln von 2026 lassen solche Vektoren weg.</translation>
    </message>
    <message>
        <source>Not clustered yet.</source>
        <translation>Noch nicht geclustert.</translation>
    </message>
    <message numerus="yes">
        <source>No clusters: in no part of the %Ln token(s) clustered do at least %1 lie densely together.</source>
        <translation>
            <numerusform>Keine Cluster: In keinem Teil von %Ln geclusterten Token liegen mindestens %1 dicht beisammen.</numerusform>
            <numerusform>Keine Cluster: In keinem Teil der %Ln geclusterten Token liegen mindestens %1 dicht beisammen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) left out: their projected loss rises</source>
        <translation>
            <numerusform>%Ln Token weggelassen: Der projizierte Verlust steigt</numerusform>
            <numerusform>%Ln Token weggelassen: Ihr projizierter Verlust steigt</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>outliers</source>
        <translation>Ausreißer</translation>
    </message>
    <message>
        <source>cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
    <message>
        <source>mean ± sd</source>
        <translation>Mittel ± SD</translation>
    </message>
    <message>
        <source>mean ± standard error</source>
        <translation>Mittel ± Standardfehler</translation>
    </message>
    <message>
        <source>median, quartiles</source>
        <translation>Median, Quartile</translation>
    </message>
    <message>
        <source>median, 5th to 95th percentile</source>
        <translation>Median, 5. bis 95. Perzentil</translation>
    </message>
    <message>
        <source>Nothing computed yet.</source>
        <translation>Noch nichts berechnet.</translation>
    </message>
    <message>
        <source>No tokens to show.</source>
        <translation>Keine Token zu zeigen.</translation>
    </message>
    <message>
        <source>%1 of %2 drawn</source>
        <translation>%1 von %2 gezeichnet</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>The tokens of this run have no labels called “%1”.</source>
        <translation>Die Token dieses Laufs haben keine Labels namens „%1“.</translation>
    </message>
    <message>
        <source>cluster 0 (outliers)</source>
        <translation>Cluster 0 (Ausreißer)</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln group(s) from step %2 to %3.</source>
        <translation>
            <numerusform>%1 von %Ln Gruppe von Schritt %2 bis %3.</numerusform>
            <numerusform>%1 von %Ln Gruppen von Schritt %2 bis %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s): from %2 to %3.</source>
        <translation>
            <numerusform>%1, %Ln Token: von %2 bis %3.</numerusform>
            <numerusform>%1, %Ln Token: von %2 bis %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s)%2: %3.</source>
        <translation>
            <numerusform>%1, %Ln Token%2: %3.</numerusform>
            <numerusform>%1, %Ln Token%2: %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>vector %1</source>
        <translation>Vektor %1</translation>
    </message>
    <message>
        <source>vectors %1</source>
        <translation>Vektoren %1</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>|change|</source>
        <translation>|Änderung|</translation>
    </message>
    <message>
        <source>POLCA</source>
        <translation>POLCA</translation>
    </message>
    <message>
        <source>projected loss</source>
        <translation>projizierter Verlust</translation>
    </message>
    <message>
        <source>%1: from %2 to %3.</source>
        <translation>%1: von %2 bis %3.</translation>
    </message>
    <message>
        <source>The filters leave no token that is clustered.</source>
        <translation>Die Filter lassen kein Token, das geclustert ist.</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>the window does not speak “%1”; its languages are: %2</source>
        <translation>das Fenster spricht „%1“ nicht; seine Sprachen sind: %2</translation>
    </message>
    <message>
        <source>There is no display to open a window on (neither WAYLAND_DISPLAY nor DISPLAY is set). “polcascope figure” and “polcascope-engine” work without one.</source>
        <translation>Es gibt keine Anzeige für ein Fenster (weder WAYLAND_DISPLAY noch DISPLAY ist gesetzt). „polcascope figure“ und „polcascope-engine“ gehen ohne.</translation>
    </message>
    <message>
        <source>A microscope for what a language model learns, and when.

  polcascope                        the start page: sample, demo, new run, runs opened lately
  polcascope RUN                    opens a run, a folder usually named something.polca
  polcascope --run-recipe demo-arithmetic --out demo.polca
                                    trains and analyses in the window; opens the run, and goes on with it,
                                    when it is already there
  polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]
                                    writes the run&apos;s figures; needs no display

Runs are computed by polcascope-engine, which also works alone: polcascope-engine --help.</source>
        <translation>Ein Mikroskop dafür, was ein Sprachmodell lernt, und wann.

  polcascope                        die Startseite: Beispiel, Demo, neuer Lauf, zuletzt geöffnete Läufe
  polcascope RUN                    öffnet einen Lauf, einen Ordner meist mit einem Namen auf .polca
  polcascope --run-recipe demo-arithmetic --out demo.polca
                                    trainiert und analysiert im Fenster; öffnet den Lauf und setzt ihn fort,
                                    wenn es ihn schon gibt
  polcascope figure RUN --all --out DIR [--size 85x55mm] [--format pdf,png,svg] [--dpi 300]
                                    schreibt die Abbildungen des Laufs; braucht keine Anzeige

Läufe rechnet polcascope-engine, die auch allein arbeitet: polcascope-engine --help.</translation>
    </message>
    <message>
        <source>Runs a recipe, by its name or file, in the window.</source>
        <translation>Rechnet ein Rezept, nach Name oder Datei, im Fenster.</translation>
    </message>
    <message>
        <source>recipe</source>
        <comment>value of an option</comment>
        <translation>rezept</translation>
    </message>
    <message>
        <source>The run folder for --run-recipe.</source>
        <translation>Der Ordner des Laufs für --run-recipe.</translation>
    </message>
    <message>
        <source>folder</source>
        <comment>value of an option</comment>
        <translation>ordner</translation>
    </message>
    <message>
        <source>The language of the window (%1), as in de or de_CH; by default that of the desktop.</source>
        <translation>Die Sprache des Fensters (%1), etwa de oder de_CH; ohne Angabe die des Desktops.</translation>
    </message>
    <message>
        <source>language</source>
        <comment>value of an option</comment>
        <translation>sprache</translation>
    </message>
    <message>
        <source>Prints the milliseconds to the first paint of the window, and of the run&apos;s views, and quits.</source>
        <translation>Gibt die Millisekunden bis zum ersten Zeichnen des Fensters und der Ansichten des Laufs aus und endet.</translation>
    </message>
    <message>
        <source>The run to open.</source>
        <translation>Der Lauf, der geöffnet wird.</translation>
    </message>
    <message>
        <source>only one run can be opened</source>
        <translation>nur ein Lauf kann geöffnet werden</translation>
    </message>
    <message>
        <source>--run-recipe and --out go together</source>
        <translation>--run-recipe und --out gehören zusammen</translation>
    </message>
    <message>
        <source>RUN and --run-recipe do not go together</source>
        <translation>RUN und --run-recipe gehen nicht zusammen</translation>
    </message>
</context>
<context>
    <name>QAction</name>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Short name of the recipe, also the default name of its runs</source>
        <translation>Kurzer Name des Rezepts, auch der vorgegebene Name seiner Läufe</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed of the weights, of the examples and of every random start</source>
        <translation>Startwert (Seed) der Gewichte, der Beispiele und jedes zufälligen Anfangs</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What is learnt: three-digit addition or English text</source>
        <translation>Was gelernt wird: Addition dreistelliger Zahlen oder englischer Text</translation>
    </message>
    <message>
        <source>Minimum summand</source>
        <translation>Kleinster Summand</translation>
    </message>
    <message>
        <source>Smallest summand of the additions</source>
        <translation>Kleinster Summand der Additionen</translation>
    </message>
    <message>
        <source>Maximum summand</source>
        <translation>Größter Summand</translation>
    </message>
    <message>
        <source>Largest summand of the additions</source>
        <translation>Größter Summand der Additionen</translation>
    </message>
    <message>
        <source>Validation examples</source>
        <translation>Validierungsbeispiele</translation>
    </message>
    <message>
        <source>Examples set aside, whose tokens are followed through training (four tokens each in arithmetic)</source>
        <translation>Zurückgelegte Beispiele, deren Token durch das Training verfolgt werden (in der Arithmetik je vier Token)</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Token types of a language task</source>
        <translation>Tokentypen einer Sprachaufgabe</translation>
    </message>
    <message>
        <source>token types</source>
        <translation>Tokentypen</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Length of the sequences of a language task</source>
        <translation>Länge der Sequenzen einer Sprachaufgabe</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Transformer blocks</source>
        <translation>Transformerblöcke</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width of the residual stream</source>
        <translation>Breite des Residualstroms</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Attention heads a block; must divide the width</source>
        <translation>Attention-Köpfe je Block; muss die Breite teilen</translation>
    </message>
    <message>
        <source>Mlp width</source>
        <translation>MLP-Breite</translation>
    </message>
    <message>
        <source>Width of the hidden layer of each block&apos;s MLP</source>
        <translation>Breite der verborgenen Schicht im MLP jedes Blocks</translation>
    </message>
    <message>
        <source>Initial scale</source>
        <translation>Anfangsskala</translation>
    </message>
    <message>
        <source>Standard deviation of the initial weights (biases begin at 0)</source>
        <translation>Standardabweichung der Anfangsgewichte (Bias beginnt bei 0)</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Optimizer steps</source>
        <translation>Schritte des Optimierers</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Examples a step; no example comes twice</source>
        <translation>Beispiele je Schritt; kein Beispiel kommt zweimal</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning rate of AdamW after the warm-up</source>
        <translation>Lernrate von AdamW nach dem Aufwärmen</translation>
    </message>
    <message>
        <source>Warmup steps</source>
        <translation>Aufwärmschritte</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises linearly</source>
        <translation>Schritte, über die die Lernrate linear steigt</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Decoupled weight decay of all parameters</source>
        <translation>Entkoppelter Weight Decay aller Parameter</translation>
    </message>
    <message>
        <source>Beta1</source>
        <translation>Beta1</translation>
    </message>
    <message>
        <source>Decay of AdamW&apos;s first moment</source>
        <translation>Abklingen des ersten Moments von AdamW</translation>
    </message>
    <message>
        <source>Beta2</source>
        <translation>Beta2</translation>
    </message>
    <message>
        <source>Decay of AdamW&apos;s second moment</source>
        <translation>Abklingen des zweiten Moments von AdamW</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>AdamW&apos;s guard against division by zero</source>
        <translation>Schutz von AdamW vor Division durch null</translation>
    </message>
    <message>
        <source>Checkpoint interval</source>
        <translation>Checkpoint-Abstand</translation>
    </message>
    <message>
        <source>Steps between two stored checkpoints</source>
        <translation>Schritte zwischen zwei gespeicherten Checkpoints</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vektoren</translation>
    </message>
    <message>
        <source>Basis vectors in all (K)</source>
        <translation>Basisvektoren insgesamt (K)</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>Vektoren</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Steps between two checkpoints that give basis vectors; a multiple of the checkpoint interval</source>
        <translation>Schritte zwischen zwei Checkpoints, die Basisvektoren liefern; ein Vielfaches des Checkpoint-Abstands</translation>
    </message>
    <message>
        <source>Vectors per checkpoint</source>
        <translation>Vektoren je Checkpoint</translation>
    </message>
    <message>
        <source>Top eigenvectors taken at each of these checkpoints (k)</source>
        <translation>Oberste Eigenvektoren an jedem dieser Checkpoints (k)</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Training examples over which the Hessian is taken</source>
        <translation>Trainingsbeispiele, über die die Hesse-Matrix gebildet wird</translation>
    </message>
    <message>
        <source>Krylov dimension</source>
        <translation>Krylow-Dimension</translation>
    </message>
    <message>
        <source>Lanczos steps before a restart</source>
        <translation>Lanczos-Schritte bis zu einem Neustart</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Restarts of Lanczos before a vector is reported as not converged</source>
        <translation>Neustarts von Lanczos, bevor ein Vektor als nicht konvergiert gilt</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Largest certified residual, relative to the eigenvalue, that counts as converged</source>
        <translation>Größtes geprüftes Residuum, relativ zum Eigenwert, das als konvergiert gilt</translation>
    </message>
    <message>
        <source>Kind of basis: Hessian eigenvectors, the same with the checkpoints visited in shuffled order, random directions, singular vectors of stacked gradients (as they are, each of unit length, or each averaged over several batches), or single parameters</source>
        <translation>Art der Basis: Eigenvektoren der Hesse-Matrix, dieselben mit Checkpoints in zufälliger Reihenfolge, zufällige Richtungen, Singulärvektoren gestapelter Gradienten (wie sie sind, je auf Länge 1 oder je über mehrere Batches gemittelt) oder einzelne Parameter</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>Eigenwerte</translation>
    </message>
    <message>
        <source>Which eigenvalues count as the top: the largest, or the largest in size, negative ones included</source>
        <translation>Welche Eigenwerte als oberste zählen: die größten oder die betragsgrößten, negative eingeschlossen</translation>
    </message>
    <message>
        <source>Warm start</source>
        <translation>Warmstart</translation>
    </message>
    <message>
        <source>Start Lanczos from the direction that came next at the checkpoint before, rather than from a random one</source>
        <translation>Lanczos mit der Richtung beginnen, die am vorigen Checkpoint die nächste war, statt mit einer zufälligen</translation>
    </message>
    <message>
        <source>Gradient interval</source>
        <translation>Gradientenabstand</translation>
    </message>
    <message>
        <source>Steps between two stacked gradients, a multiple of the checkpoint interval; 0 for the checkpoint interval itself</source>
        <translation>Schritte zwischen zwei gestapelten Gradienten, ein Vielfaches des Checkpoint-Abstands; 0 für den Checkpoint-Abstand selbst</translation>
    </message>
    <message>
        <source>Gradient iterations</source>
        <translation>Gradientenbatches</translation>
    </message>
    <message>
        <source>Batches that each gradient of an averaged-gradient-svd basis is averaged over</source>
        <translation>Batches, über die jeder Gradient einer Basis averaged-gradient-svd gemittelt wird</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>Parameters by</source>
        <translation>Parameter nach</translation>
    </message>
    <message>
        <source>Which single parameters make a basis: the largest in size at the end of training, or those that moved most</source>
        <translation>Welche einzelnen Parameter eine Basis bilden: die am Ende des Trainings betragsgrößten oder die am meisten bewegten</translation>
    </message>
    <message>
        <source>Trajectories</source>
        <translation>Trajektorien</translation>
    </message>
    <message>
        <source>Steps between two points of every trajectory; a multiple of the checkpoint interval</source>
        <translation>Schritte zwischen zwei Punkten jeder Trajektorie; ein Vielfaches des Checkpoint-Abstands</translation>
    </message>
    <message>
        <source>Curvature examples</source>
        <translation>Krümmungsbeispiele</translation>
    </message>
    <message>
        <source>Validation examples over which the curvature along each vector is estimated; 0 for none</source>
        <translation>Validierungsbeispiele, über die die Krümmung entlang jedes Vektors geschätzt wird; 0 für keine</translation>
    </message>
    <message>
        <source>Heldout examples</source>
        <translation>Weitere Beispiele</translation>
    </message>
    <message>
        <source>Examples of a second set, used neither for validation nor for training, that is projected on the same basis; 0 for none</source>
        <translation>Beispiele einer zweiten Menge, weder zur Validierung noch zum Training benutzt, die auf dieselbe Basis projiziert wird; 0 für keine</translation>
    </message>
    <message>
        <source>Midpoint</source>
        <translation>Mittelpunkt</translation>
    </message>
    <message>
        <source>Also project every token&apos;s gradient in the middle between two checkpoints, for Simpson&apos;s rule: twice the time</source>
        <translation>Den Gradienten jedes Tokens auch in der Mitte zwischen zwei Checkpoints projizieren, für die Simpson-Regel: doppelte Zeit</translation>
    </message>
    <message>
        <source>Clustering</source>
        <translation>Clustering</translation>
    </message>
    <message>
        <source>Minimum share 2024</source>
        <translation>Mindestanteil 2024</translation>
    </message>
    <message>
        <source>Smallest cluster under the 2024 rules, as a share of one output token&apos;s trajectories</source>
        <translation>Mindestgröße nach den Regeln von 2024, als Anteil der Trajektorien eines Ausgabetokens</translation>
    </message>
    <message>
        <source>Minimum samples 2024</source>
        <translation>Mindestpunkte 2024</translation>
    </message>
    <message>
        <source>HDBSCAN&apos;s minimum samples under the 2024 rules, counting the point itself</source>
        <translation>Mindestpunkte (min_samples) von HDBSCAN nach den Regeln von 2024, der Punkt selbst mitgezählt</translation>
    </message>
    <message>
        <source>Minimum share 2026</source>
        <translation>Mindestanteil 2026</translation>
    </message>
    <message>
        <source>Smallest cluster under the 2026 rules, as a share of all tokens</source>
        <translation>Mindestgröße nach den Regeln von 2026, als Anteil aller Token</translation>
    </message>
    <message>
        <source>Minimum samples share 2026</source>
        <translation>Anteil der Mindestpunkte 2026</translation>
    </message>
    <message>
        <source>HDBSCAN&apos;s minimum samples under the 2026 rules, as a share of all tokens</source>
        <translation>Mindestpunkte (min_samples) von HDBSCAN nach den Regeln von 2026, als Anteil aller Token</translation>
    </message>
    <message>
        <source>Decompositions</source>
        <translation>Zerlegungen</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <source>Sets of basis vectors whose trajectories are also clustered together, such as 0,1,2; 4,7</source>
        <translation>Mengen von Basisvektoren, deren Trajektorien auch gemeinsam geclustert werden, etwa 0,1,2; 4,7</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where to compute: the processor or an NVIDIA GPU</source>
        <translation>Wo gerechnet wird: auf dem Prozessor oder einer NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads; 0 for as many as there are cores</source>
        <translation>Threads; 0 für so viele wie Kerne</translation>
    </message>
    <message>
        <source>Memory megabytes</source>
        <translation>Speicher in MB</translation>
    </message>
    <message>
        <source>Memory for blocks of gradients and for graphs</source>
        <translation>Speicher für Blöcke von Gradienten und für Graphen</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Addition as in &quot;Loss in the Crowd&quot; (2024)</source>
        <translation>Addition wie in „Loss in the Crowd“ (2024)</translation>
    </message>
    <message>
        <source>The arithmetic experiment of the 2024 version: 2 layers of width 512, 3,000 steps at rate 1e-5, 20 Hessian eigenvectors (the interval is not given in the paper: 150 steps give 20), trajectories every 5 steps for 5,000 tokens. Hours on two cores, minutes on a data-centre GPU; 15 GB of checkpoints.</source>
        <translation>Das Arithmetik-Experiment der Fassung von 2024: 2 Schichten der Breite 512, 3.000 Schritte mit Rate 1e-5, 20 Eigenvektoren der Hesse-Matrix (ihr Abstand steht nicht im Artikel: 150 Schritte ergeben 20), Trajektorien alle 5 Schritte für 5.000 Token. Stunden auf zwei Kernen, Minuten auf einer GPU im Rechenzentrum; 15 GB Checkpoints.</translation>
    </message>
    <message>
        <source>Addition as in &quot;Hidden Breakthroughs&quot; (2026)</source>
        <translation>Addition wie in „Hidden Breakthroughs“ (2026)</translation>
    </message>
    <message>
        <source>The arithmetic experiment of the 2026 version: 3 layers of width 512, 10,000 steps at rate 1e-5, 50 Hessian eigenvectors, one every 200 steps, trajectories every 20 steps (its text; its table says 5) for 5,000 tokens. A day on two cores; 19 GB of checkpoints.</source>
        <translation>Das Arithmetik-Experiment der Fassung von 2026: 3 Schichten der Breite 512, 10.000 Schritte mit Rate 1e-5, 50 Eigenvektoren der Hesse-Matrix, einer alle 200 Schritte, Trajektorien alle 20 Schritte (so der Text; die Tabelle sagt 5) für 5.000 Token. Ein Tag auf zwei Kernen; 19 GB Checkpoints.</translation>
    </message>
    <message>
        <source>Three-digit addition in two minutes</source>
        <translation>Addition dreistelliger Zahlen in zwei Minuten</translation>
    </message>
    <message>
        <source>A small transformer learns to add, far enough to tell its digits apart. Chosen so that two cores and two minutes suffice for every stage; what it finds is shown as it is.</source>
        <translation>Ein kleiner Transformer lernt addieren, weit genug, um seine Ziffern zu unterscheiden. So gewählt, dass zwei Kerne und zwei Minuten für alle Stufen reichen; was er findet, wird gezeigt, wie es ist.</translation>
    </message>
    <message>
        <source>English as in &quot;Loss in the Crowd&quot; (2024)</source>
        <translation>Englisch wie in „Loss in the Crowd“ (2024)</translation>
    </message>
    <message>
        <source>The language experiment of the 2024 version: 2 layers of width 512 on English Wikipedia, 2,500 steps, 12 Hessian eigenvectors. This version reads and describes it; it does not train on text yet.</source>
        <translation>Das Sprachexperiment der Fassung von 2024: 2 Schichten der Breite 512 auf der englischen Wikipedia, 2.500 Schritte, 12 Eigenvektoren der Hesse-Matrix. Diese Version liest und beschreibt es; auf Text trainiert sie noch nicht.</translation>
    </message>
    <message>
        <source>English as in &quot;Hidden Breakthroughs&quot; (2026)</source>
        <translation>Englisch wie in „Hidden Breakthroughs“ (2026)</translation>
    </message>
    <message>
        <source>The language experiment of the 2026 version: 3 layers of width 512 on English Wikipedia, 14,000 steps, 30 Hessian eigenvectors (its table&apos;s interval of 750 would give 18; 450 gives 30, rounded to the checkpoints). This version reads and describes it; it does not train on text yet.</source>
        <translation>Das Sprachexperiment der Fassung von 2026: 3 Schichten der Breite 512 auf der englischen Wikipedia, 14.000 Schritte, 30 Eigenvektoren der Hesse-Matrix (der Abstand 750 der Tabelle ergäbe 18; 450 ergibt 30, auf die Checkpoints gerundet). Diese Version liest und beschreibt es; auf Text trainiert sie noch nicht.</translation>
    </message>
    <message>
        <source>A run of a few seconds</source>
        <translation>Ein Lauf von wenigen Sekunden</translation>
    </message>
    <message>
        <source>Exercises every stage on a tiny model, to see that everything works. It learns next to nothing and its clusters mean nothing.</source>
        <translation>Durchläuft jede Stufe mit einem winzigen Modell, um zu sehen, dass alles geht. Es lernt fast nichts, und seine Cluster bedeuten nichts.</translation>
    </message>
    <message>
        <source>Own curvature</source>
        <translation>Eigene Krümmung</translation>
    </message>
    <message>
        <source>Also compute every token&apos;s own curvature along each vector, for the decomposition by exact curvature: about five forward passes a vector, several times the time</source>
        <translation>Auch die eigene Krümmung jedes Tokens entlang jedes Vektors berechnen, für die Zerlegung mit exakter Krümmung: etwa fünf Vorwärtsdurchläufe je Vektor, ein Mehrfaches der Zeit</translation>
    </message>
    <message>
        <source>Decompositions along the basis that are clustered: first order and trapezoid, or also the papers&apos; second order (where curvature was measured), Fisher, Simpson&apos;s rule (where midpoints were projected) and exact curvature (where each token&apos;s own was computed)</source>
        <translation>Zerlegungen entlang der Basis, die geclustert werden: erste Ordnung und Trapez, oder auch zweite Ordnung (wo die Krümmung gemessen wurde) und Fisher nach den Artikeln, die Simpson-Regel (wo Mittelpunkte projiziert wurden) und exakte Krümmung (wo die jedes Tokens berechnet wurde)</translation>
    </message>
    <message>
        <source>Tf32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>Let an NVIDIA GPU round the factors of matrix products to ten bits (TF32), which is faster; without effect on the processor</source>
        <translation>Eine NVIDIA-GPU darf die Faktoren von Matrixprodukten auf zehn Bit runden (TF32), was schneller ist; ohne Wirkung auf dem Prozessor</translation>
    </message>
</context>
<context>
    <name>RunSnapshot</name>
    <message>
        <source>up to step %1 of %2</source>
        <translation>bis Schritt %1 von %2</translation>
    </message>
    <message>
        <source>checkpoints up to step %1 of %2</source>
        <translation>Checkpoints bis Schritt %1 von %2</translation>
    </message>
    <message>
        <source>So far the run is known: %1.</source>
        <translation>So weit ist der Lauf bekannt: %1.</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>&amp;Remove cursors A and B</source>
        <translation>Cursor A und B &amp;entfernen</translation>
    </message>
    <message>
        <source>&amp;Cursor A at step %1</source>
        <translation>&amp;Cursor A bei Schritt %1</translation>
    </message>
    <message>
        <source>&amp;Cursor A</source>
        <translation>&amp;Cursor A</translation>
    </message>
    <message>
        <source>C&amp;ursor B at step %1</source>
        <translation>C&amp;ursor B bei Schritt %1</translation>
    </message>
    <message>
        <source>C&amp;ursor B</source>
        <translation>C&amp;ursor B</translation>
    </message>
</context>
<context>
    <name>TokenFilter</name>
    <message>
        <source>in a cluster</source>
        <translation>in einem Cluster</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <comment>a label, and what it is</comment>
        <translation>%1 ist %2</translation>
    </message>
    <message numerus="yes">
        <source>filtered: %1 of %Ln token(s) of the run</source>
        <translation>
            <numerusform>gefiltert: %1 von %Ln Token des Laufs</numerusform>
            <numerusform>gefiltert: %1 von %Ln Token des Laufs</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the filter “%1”</source>
        <translation>Den Filter „%1“ entfernen</translation>
    </message>
    <message>
        <source>Filter “%1”</source>
        <translation>Filter „%1“</translation>
    </message>
</context>
<context>
    <name>TokenMap</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>principal component %1 (%2 % of the variance)</source>
        <translation>Hauptkomponente %1 (%2 % der Varianz)</translation>
    </message>
    <message>
        <source>PCA of %1, normalised</source>
        <comment>what is clustered</comment>
        <translation>PCA nach %1, normiert</translation>
    </message>
    <message>
        <source>PCA of %1</source>
        <comment>what is clustered</comment>
        <translation>PCA nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln token(s) shown</source>
        <translation>
            <numerusform>%1 von %Ln Token gezeigt</numerusform>
            <numerusform>%1 von %Ln Token gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: their projected loss rises</source>
        <translation>
            <numerusform>%Ln weggelassen: sein projizierter Verlust steigt</numerusform>
            <numerusform>%Ln weggelassen: ihr projizierter Verlust steigt</numerusform>
        </translation>
    </message>
    <message>
        <source>The 2026 rules leave this vector out: its mean projected loss does not fall.</source>
        <translation>Die Regeln von 2026 lassen diesen Vektor weg: Sein mittlerer projizierter Verlust fällt nicht.</translation>
    </message>
    <message>
        <source>No token is clustered here.</source>
        <translation>Hier wird kein Token geclustert.</translation>
    </message>
    <message>
        <source>Across: %1. Up: %2.</source>
        <translation>Waagerecht: %1. Senkrecht: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln token(s) around %2, %3.</source>
        <comment>cluster, and where it lies</comment>
        <translation>
            <numerusform>%1: %Ln Token um %2; %3.</numerusform>
            <numerusform>%1: %Ln Token um %2; %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenMapPlot</name>
    <message>
        <source>Out of date: being computed anew</source>
        <translation>Veraltet: wird neu berechnet</translation>
    </message>
</context>
<context>
    <name>TokenSet</name>
    <message>
        <source>%1; and %2</source>
        <comment>how tokens were chosen, twice</comment>
        <translation>%1; und %2</translation>
    </message>
    <message>
        <source>%1; without %2</source>
        <comment>how tokens were chosen, twice</comment>
        <translation>%1; ohne %2</translation>
    </message>
    <message>
        <source>%1; turned about: %2</source>
        <comment>how tokens were chosen, twice</comment>
        <translation>%1; umgekehrt: %2</translation>
    </message>
    <message>
        <source>token matches /%1/</source>
        <translation>Token passt zu /%1/</translation>
    </message>
    <message>
        <source>context matches /%1/</source>
        <translation>Kontext passt zu /%1/</translation>
    </message>
    <message>
        <source>%1, steps %2 to %3: fall over %4 nats</source>
        <comment>what falls</comment>
        <translation>%1, Schritte %2 bis %3: Abfall über %4 nats</translation>
    </message>
</context>
<context>
    <name>polcascope::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a part of a command</source>
        <translation>Einen Teil eines Befehls eingeben</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>polcascope::MainWindow</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>All vectors</source>
        <translation>Alle Vektoren</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Token contexts</source>
        <translation>Token im Kontext</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Condensed tree</source>
        <translation>Kondensierter Baum</translation>
    </message>
    <message>
        <source>Parameter map</source>
        <translation>Parameterkarte</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New Run…</source>
        <translation>&amp;Neuer Lauf…</translation>
    </message>
    <message>
        <source>&amp;Open Run…</source>
        <translation>Lauf ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;Sample Run</source>
        <translation>Bei&amp;spiellauf öffnen</translation>
    </message>
    <message>
        <source>Run the &amp;Demo</source>
        <translation>&amp;Demo starten</translation>
    </message>
    <message>
        <source>&amp;Close Run</source>
        <translation>Lauf s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>E&amp;ngine</source>
        <translation>&amp;Engine</translation>
    </message>
    <message>
        <source>&amp;Go on with this Run</source>
        <translation>Diesen Lauf &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Logarithmic steps</source>
        <translation>&amp;Logarithmische Schritte</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>&amp;Band around each curve</source>
        <translation>&amp;Band um jede Kurve</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>&amp;Next vector</source>
        <translation>&amp;Nächster Vektor</translation>
    </message>
    <message>
        <source>Ctrl+]</source>
        <translation>Ctrl+PgDown</translation>
    </message>
    <message>
        <source>&amp;Previous vector</source>
        <translation>&amp;Voriger Vektor</translation>
    </message>
    <message>
        <source>Ctrl+[</source>
        <translation>Ctrl+PgUp</translation>
    </message>
    <message>
        <source>&amp;Clear selection</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>Pane&amp;s</source>
        <translation>Be&amp;reiche</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>D&amp;unkel</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>V&amp;ollbild</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;About Polcascope</source>
        <translation>Über &amp;Polcascope</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
    <message>
        <source>The run cannot be opened</source>
        <translation>Der Lauf kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Your settings of this run</source>
        <translation>Die Einstellungen zu diesem Lauf</translation>
    </message>
    <message>
        <source>This cannot be computed</source>
        <translation>Das kann nicht berechnet werden</translation>
    </message>
    <message>
        <source>The run could not be finished</source>
        <translation>Der Lauf konnte nicht zu Ende gerechnet werden</translation>
    </message>
    <message>
        <source>%1 (out of date)</source>
        <comment>title of a pane</comment>
        <translation>%1 (veraltet)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>outliers %1 %</source>
        <translation>Ausreißer %1 %</translation>
    </message>
    <message>
        <source>engine: %1</source>
        <translation>Engine: %1</translation>
    </message>
    <message>
        <source>engine: at work in this run, started elsewhere</source>
        <translation>Engine: arbeitet in diesem Lauf, anderswo gestartet</translation>
    </message>
    <message>
        <source>engine: idle</source>
        <translation>Engine: untätig</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Open Run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>About Polcascope</source>
        <translation>Über Polcascope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Polcascope %1&lt;/h3&gt;&lt;p&gt;A microscope for what a language model learns, and when.&lt;/p&gt;&lt;p&gt;The method is that of “Loss in the Crowd: Hidden Breakthroughs in Language Model Training” (2024) and “Hidden Breakthroughs in Language Model Training” (2026).&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later, without any warranty. It uses Qt, QCustomPlot, HDF5 and, in the engine, LibTorch.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Polcascope %1&lt;/h3&gt;&lt;p&gt;Ein Mikroskop dafür, was ein Sprachmodell lernt, und wann.&lt;/p&gt;&lt;p&gt;Die Methode ist die aus „Loss in the Crowd: Hidden Breakthroughs in Language Model Training“ (2024) und „Hidden Breakthroughs in Language Model Training“ (2026).&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung. Sie benutzt Qt, QCustomPlot, HDF5 und in der Engine LibTorch.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>An engine is at work</source>
        <translation>Eine Engine arbeitet</translation>
    </message>
    <message numerus="yes">
        <source>The run “%1” is not finished. Shall the engine go on without the window?</source>
        <translation>
            <numerusform>Der Lauf „%1“ ist nicht fertig. Soll die Engine ohne das Fenster weiterarbeiten?</numerusform>
            <numerusform>Der Lauf „%1“ und weitere sind nicht fertig. Sollen die Engines ohne das Fenster weiterarbeiten?</numerusform>
        </translation>
    </message>
    <message>
        <source>If it goes on, open the run later to see how far it is. If it is stopped, everything finished is kept, and the run can go on later.</source>
        <translation>Arbeitet sie weiter, lässt sich der Lauf später öffnen, um zu sehen, wie weit er ist. Wird sie gestoppt, bleibt alles Fertige erhalten, und der Lauf kann später fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterarbeiten lassen</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Stoppen</translation>
    </message>
    <message numerus="yes">
        <source>selected %1 of %Ln token(s)</source>
        <translation>
            <numerusform>%1 von %Ln Token gewählt</numerusform>
            <numerusform>%1 von %Ln Token gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Breakthroughs</source>
        <translation>Durchbrüche</translation>
    </message>
    <message>
        <source>&amp;Results: Arithmetic</source>
        <translation>&amp;Ergebnisse: Arithmetik</translation>
    </message>
    <message>
        <source>Results: arithmetic</source>
        <translation>Ergebnisse: Arithmetik</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>Nach Label</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>The table cannot be saved</source>
        <translation>Die Tabelle kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Basis vectors</source>
        <translation>Basisvektoren</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>&amp;Find Tokens…</source>
        <translation>Token &amp;suchen…</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>&amp;Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>&amp;Vorige Fundstelle</translation>
    </message>
    <message>
        <source>P&amp;in this clustering and compare</source>
        <translation>Dieses Clustering anhe&amp;ften und vergleichen</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Bac&amp;k to what was looked at</source>
        <translation>Zur&amp;ück zum vorher Betrachteten</translation>
    </message>
    <message>
        <source>For&amp;ward again</source>
        <translation>&amp;Wieder vorwärts</translation>
    </message>
    <message>
        <source>Show all s&amp;teps</source>
        <translation>Alle &amp;Schritte zeigen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>&amp;Select Tokens by Dragging over Curves</source>
        <translation>Token durch &amp;Ziehen über Kurven wählen</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Rem&amp;ove cursors A and B</source>
        <translation>&amp;Cursor A und B entfernen</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Abbildung</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>How a run goes: its loss, its jobs, and what they take of the machine (Ctrl+1)</source>
        <translation>Wie ein Lauf vorankommt: sein Verlust, seine Aufträge und was sie vom Rechner brauchen (Strg+1)</translation>
    </message>
    <message>
        <source>&amp;Explore</source>
        <translation>&amp;Erkunden</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>All views of a run, linked (Ctrl+2)</source>
        <translation>Alle Ansichten eines Laufs, verknüpft (Strg+2)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>What is pinned beside what is looked at (Ctrl+3)</source>
        <translation>Was angeheftet ist, neben dem, was betrachtet wird (Strg+3)</translation>
    </message>
    <message>
        <source>&amp;Figure</source>
        <translation>&amp;Abbildung</translation>
    </message>
    <message>
        <source>Ctrl+4</source>
        <translation>Ctrl+4</translation>
    </message>
    <message>
        <source>Figures as they will be on paper (Ctrl+4)</source>
        <translation>Abbildungen, wie sie auf Papier aussehen (Strg+4)</translation>
    </message>
    <message>
        <source>Workspac&amp;e</source>
        <translation>Arbeits&amp;platz</translation>
    </message>
    <message>
        <source>What was open before</source>
        <translation>Was vorher offen war</translation>
    </message>
    <message>
        <source>Polcascope ended unexpectedly, and what was open then cannot be read; the file is set aside as %1.</source>
        <translation>Polcascope wurde unerwartet beendet, und was da offen war, lässt sich nicht lesen; die Datei liegt nun als %1 beiseite.</translation>
    </message>
    <message>
        <source>Go on where you were?</source>
        <translation>Da weitermachen, wo es aufhörte?</translation>
    </message>
    <message>
        <source>Polcascope ended unexpectedly while the run “%1” was open: shall it be opened again as it was?</source>
        <translation>Polcascope wurde unerwartet beendet, während der Lauf „%1“ offen war: Soll er wieder so geöffnet werden, wie er war?</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>What was pinned</source>
        <translation>Was angeheftet war</translation>
    </message>
    <message>
        <source>The run is damaged, and has been closed</source>
        <translation>Der Lauf ist beschädigt und wurde geschlossen</translation>
    </message>
</context>
<context>
    <name>polcascope::jobs::EngineJob</name>
    <message>
        <source>The engine could not be started: %1.</source>
        <translation>Die Engine konnte nicht gestartet werden: %1.</translation>
    </message>
    <message>
        <source>polcascope-engine was not found beside this program or on the PATH. Install it, or name it in the environment variable POLCASCOPE_ENGINE.</source>
        <translation>polcascope-engine wurde weder neben diesem Programm noch im PATH gefunden. Das Programm installieren oder in der Umgebungsvariable POLCASCOPE_ENGINE nennen.</translation>
    </message>
    <message>
        <source>The engine beside this program speaks version %1 of their protocol, the window version %2. Install both from the same package.</source>
        <translation>Die Engine neben diesem Programm spricht Version %1 ihres Protokolls, das Fenster Version %2. Beide aus demselben Paket installieren.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <comment>version, device, threads</comment>
        <translation>
            <numerusform>%1, %2, %n Thread</numerusform>
            <numerusform>%1, %2, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything it had finished is kept; Resume goes on from there.</source>
        <translation>Alles Fertige bleibt erhalten; „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <source>The engine was killed, by someone or because memory ran out.</source>
        <translation>Die Engine wurde beendet, von jemandem oder weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>The engine crashed (signal %1).</source>
        <translation>Die Engine ist abgestürzt (Signal %1).</translation>
    </message>
    <message>
        <source>Its last words: “%1”.</source>
        <translation>Ihre letzten Worte: „%1“.</translation>
    </message>
    <message>
        <source>The engine ended without saying why (exit status %1).</source>
        <translation>Die Engine endete, ohne zu sagen, warum (Exit-Status %1).</translation>
    </message>
</context>
<context>
    <name>polcascope::models::BasisModel</name>
    <message>
        <source>Hessian</source>
        <translation>Hesse</translation>
    </message>
    <message>
        <source>Hessian, shuffled</source>
        <translation>Hesse, gemischt</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>gradients, normalised</source>
        <translation>Gradienten, normiert</translation>
    </message>
    <message>
        <source>gradients, averaged</source>
        <translation>Gradienten, gemittelt</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of 100</comment>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. It took %Ln Hessian-vector product(s).</source>
        <translation>
            <numerusform>Vektor %1: die oberste Richtung der Hesse-Matrix bei Schritt %2, nachdem die früheren herausgenommen sind. Es brauchte %Ln Hesse-Vektor-Produkt.</numerusform>
            <numerusform>Vektor %1: die oberste Richtung der Hesse-Matrix bei Schritt %2, nachdem die früheren herausgenommen sind. Es brauchte %Ln Hesse-Vektor-Produkte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Vector %1: a singular vector of the gradients stacked up to step %2.</source>
        <translation>Vektor %1: ein Singulärvektor der bis Schritt %2 gestapelten Gradienten.</translation>
    </message>
    <message>
        <source>Vector %1: parameter %2 alone.</source>
        <translation>Vektor %1: Parameter %2 allein.</translation>
    </message>
    <message>
        <source>Vector %1: a random direction, orthogonal to those before it.</source>
        <translation>Vektor %1: eine zufällige Richtung, orthogonal zu den früheren.</translation>
    </message>
    <message>
        <source>It has not converged: its residual is above the recipe&apos;s tolerance, so part of it may be noise.</source>
        <translation>Er ist nicht konvergiert: Sein Residuum liegt über der Toleranz des Rezepts, ein Teil davon kann also Rauschen sein.</translation>
    </message>
    <message>
        <source>Where in the weights (share of its squared length):</source>
        <translation>Wo in den Gewichten (Anteil seiner quadrierten Länge):</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>Vektor</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Singular value</source>
        <translation>Singulärwert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Eigenvalue</source>
        <translation>Eigenwert</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>Residuum</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>The basis vector&apos;s number; a click shows its trajectories</source>
        <translation>Die Nummer des Basisvektors; ein Klick zeigt seine Trajektorien</translation>
    </message>
    <message>
        <source>How the vector was made: basis.kind of the recipe</source>
        <translation>Wie der Vektor entstand: basis.kind des Rezepts</translation>
    </message>
    <message>
        <source>The training step at which it was found</source>
        <translation>Der Trainingsschritt, bei dem er gefunden wurde</translation>
    </message>
    <message>
        <source>Of Hessian eigenvectors the curvature of the loss along the vector at that step; of stacked gradients the singular value; of a parameter its absolute value or movement</source>
        <translation>Bei Eigenvektoren der Hesse-Matrix die Krümmung des Verlusts entlang des Vektors bei diesem Schritt; bei gestapelten Gradienten der Singulärwert; bei einem Parameter sein Betrag oder seine Bewegung</translation>
    </message>
    <message>
        <source>How far the vector is from a true eigenvector, |PHPb − λb| / |λ|, checked by one explicit product; ⚠ marks those above the recipe&apos;s tolerance</source>
        <translation>Wie weit der Vektor von einem echten Eigenvektor entfernt ist, |PHPb − λb| / |λ|, geprüft durch ein ausdrückliches Produkt; ⚠ markiert die über der Toleranz des Rezepts</translation>
    </message>
    <message>
        <source>The part of the loss change that lies along this vector; it can be negative</source>
        <translation>Der Teil der Verluständerung, der entlang dieses Vektors liegt; er kann negativ sein</translation>
    </message>
    <message>
        <source>Vector %1, step %2</source>
        <translation>Vektor %1, Schritt %2</translation>
    </message>
    <message>
        <source>Known once the trajectories are complete.</source>
        <translation>Steht fest, sobald die Trajektorien vollständig sind.</translation>
    </message>
    <message>
        <source>By %1, what is summed can only rise: the 2026 rules leave nothing out.</source>
        <translation>Nach der Zerlegung „%1“ kann die Summe nur steigen: Die Regeln von 2026 lassen nichts weg.</translation>
    </message>
    <message>
        <source>Left out: its mean projected loss does not fall (%1).</source>
        <translation>Weggelassen: Sein mittlerer projizierter Verlust fällt nicht (%1).</translation>
    </message>
    <message>
        <source>Left out: its mean projected loss does not fall, but ends at %1 nats (%2).</source>
        <translation>Weggelassen: Sein mittlerer projizierter Verlust fällt nicht, sondern endet bei %1 Nats (%2).</translation>
    </message>
    <message>
        <source>Kept: its mean projected loss falls (%1).</source>
        <translation>Behalten: Sein mittlerer projizierter Verlust fällt (%1).</translation>
    </message>
    <message>
        <source>Kept: its mean projected loss falls, to %1 nats (%2).</source>
        <translation>Behalten: Sein mittlerer projizierter Verlust fällt, auf %1 Nats (%2).</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) whose own projected loss rises are left out.</source>
        <translation>
            <numerusform>%Ln Token, dessen eigener projizierter Verlust steigt, ist weggelassen.</numerusform>
            <numerusform>%Ln Token, deren eigener projizierter Verlust steigt, sind weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Being read.</source>
        <translation>Wird gelesen.</translation>
    </message>
    <message>
        <source>A sample holds no causal check: open the run that it is a sample of.</source>
        <translation>Eine Stichprobe enthält keine Kausalprüfung: den Lauf öffnen, aus dem sie stammt.</translation>
    </message>
    <message>
        <source>The run holds no causal check. This makes it: %1</source>
        <translation>Der Lauf enthält keine Kausalprüfung. Dies berechnet sie: %1</translation>
    </message>
    <message>
        <source>The causal check is older than this vector. This makes it anew: %1</source>
        <translation>Die Kausalprüfung ist älter als dieser Vektor. Dies berechnet sie neu: %1</translation>
    </message>
    <message>
        <source>Without the movement along it from step %1 to %2 (%3), the mean loss would end %4 nats higher.</source>
        <translation>Ohne die Bewegung entlang dieses Vektors von Schritt %1 bis %2 (%3) läge der mittlere Verlust am Ende %4 Nats höher.</translation>
    </message>
    <message>
        <source>Without the movement along it from step %1 to %2 (%3), the mean loss would end %4 nats lower.</source>
        <translation>Ohne die Bewegung entlang dieses Vektors von Schritt %1 bis %2 (%3) läge der mittlere Verlust am Ende %4 Nats niedriger.</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>final norm and unembedding</source>
        <translation>letzte Normierung und Ausgabeschicht</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>share (%)</source>
        <translation>Anteil (%)</translation>
    </message>
    <message>
        <source>all vectors</source>
        <translation>alle Vektoren</translation>
    </message>
    <message>
        <source>vector %1</source>
        <translation>Vektor %1</translation>
    </message>
    <message>
        <source>of all up to each step</source>
        <translation>an allem bis zu jedem Schritt</translation>
    </message>
    <message>
        <source>of each interval between two checkpoints</source>
        <translation>in jedem Abschnitt zwischen zwei Checkpoints</translation>
    </message>
    <message>
        <source>no filter</source>
        <translation>kein Filter</translation>
    </message>
    <message>
        <source>kept</source>
        <comment>by the filter</comment>
        <translation>behalten</translation>
    </message>
    <message>
        <source>left out</source>
        <comment>by the filter</comment>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Projected</source>
        <translation>Projiziert</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Causal</source>
        <translation>Kausal</translation>
    </message>
    <message>
        <source>The part of the squared movement of the weights, |δ|², that lies along this vector</source>
        <translation>Der Teil der quadrierten Bewegung der Gewichte, |δ|², der entlang dieses Vektors liegt</translation>
    </message>
    <message>
        <source>The mean projected loss of all tokens at the end of training, in nats: the part of their loss change along this vector</source>
        <translation>Der mittlere projizierte Verlust aller Token am Ende des Trainings, in Nats: der Teil ihrer Verluständerung entlang dieses Vektors</translation>
    </message>
    <message>
        <source>The 2026 rules cluster along a vector only if the mean projected loss falls along it</source>
        <translation>Die Regeln von 2026 clustern nur entlang eines Vektors, entlang dessen der mittlere projizierte Verlust fällt</translation>
    </message>
    <message>
        <source>By how much the mean loss at the end of training rises, in nats, when the movement along this vector is taken out of the weights; negative: the movement had raised the loss</source>
        <translation>Um wie viele Nats der mittlere Verlust am Ende des Trainings steigt, wenn die Bewegung entlang dieses Vektors aus den Gewichten herausgenommen wird; negativ: Die Bewegung hatte den Verlust erhöht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln basis vector(s).</source>
        <translation>
            <numerusform>%Ln Basisvektor.</numerusform>
            <numerusform>%Ln Basisvektoren.</numerusform>
        </translation>
    </message>
    <message>
        <source>All have converged.</source>
        <translation>Alle sind konvergiert.</translation>
    </message>
    <message>
        <source>Not converged: %1.</source>
        <translation>Nicht konvergiert: %1.</translation>
    </message>
    <message>
        <source>at most %1, vector %2.</source>
        <translation>höchstens %1, Vektor %2.</translation>
    </message>
    <message>
        <source>Largest share of the loss change: %1, vector %2.</source>
        <translation>Größter Anteil an der Verluständerung: %1, Vektor %2.</translation>
    </message>
    <message>
        <source>The mean projected loss falls most to %1 nats, vector %2.</source>
        <translation>Der mittlere projizierte Verlust fällt am weitesten auf %1 Nats, Vektor %2.</translation>
    </message>
    <message>
        <source>Left out by the 2026 rules: %1.</source>
        <translation>Von den Regeln von 2026 weggelassen: %1.</translation>
    </message>
    <message>
        <source>Causal check: the loss rises most without vector %2, by %1 nats.</source>
        <translation>Kausalprüfung: Am meisten steigt der Verlust ohne Vektor %2, um %1 Nats.</translation>
    </message>
    <message>
        <source>Basis vectors</source>
        <translation>Basisvektoren</translation>
    </message>
    <message>
        <source>bars from 0 · ⚠: not converged · grey: doubtful, or left out · hatched: not known · frame: chosen</source>
        <translation>Balken ab 0 · ⚠: nicht konvergiert · grau: zweifelhaft oder weggelassen · schraffiert: unbekannt · Rahmen: gewählt</translation>
    </message>
    <message>
        <source>what is known of each</source>
        <translation>was über jeden bekannt ist</translation>
    </message>
    <message>
        <source>Vector %1 · %2</source>
        <translation>Vektor %1 · %2</translation>
    </message>
    <message>
        <source>Vector %1 · %2: %3</source>
        <translation>Vektor %1 · %2: %3</translation>
    </message>
    <message>
        <source>The recipe&apos;s tolerance is %1.</source>
        <translation>Die Toleranz des Rezepts ist %1.</translation>
    </message>
    <message>
        <source>Squared projections (Fisher) are no parts of the loss change.</source>
        <translation>Quadrierte Projektionen (Fisher) sind keine Teile der Verluständerung.</translation>
    </message>
    <message>
        <source>Share of a vector&apos;s squared length, in %</source>
        <translation>Anteil an der quadrierten Länge eines Vektors, in %</translation>
    </message>
    <message>
        <source>Where in the weights: layers</source>
        <translation>Wo in den Gewichten: Schichten</translation>
    </message>
    <message>
        <source>Where in the weights: tensors</source>
        <translation>Wo in den Gewichten: Tensoren</translation>
    </message>
    <message>
        <source>share of a vector&apos;s squared length, in % · full colour: %1</source>
        <translation>Anteil an der quadrierten Länge eines Vektors, in % · volle Farbe: %1</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>tensor, by layer</source>
        <translation>Tensor, nach Schichten</translation>
    </message>
    <message>
        <source>The largest share of a squared length: %1 of vector %2 in %3.</source>
        <translation>Der größte Anteil an einer quadrierten Länge: %1 von Vektor %2 in „%3“.</translation>
    </message>
    <message>
        <source>The run does not say where in the weights it lies.</source>
        <translation>Der Lauf sagt nicht, wo in den Gewichten er liegt.</translation>
    </message>
    <message>
        <source>%1 of its squared length lies in %2,</source>
        <translation>%1 seiner quadrierten Länge liegt in „%2“;</translation>
    </message>
    <message>
        <source>which holds %1 of the parameters.</source>
        <translation>dort sind %1 der Parameter.</translation>
    </message>
    <message>
        <source>in span</source>
        <translation>im Spann</translation>
    </message>
    <message>
        <source>In span</source>
        <translation>Im Spann</translation>
    </message>
    <message>
        <source>The share of the vector&apos;s squared length that lies in the span of the other run&apos;s vectors</source>
        <translation>Der Anteil der quadrierten Länge des Vektors, der im Spann der Vektoren des anderen Laufs liegt</translation>
    </message>
    <message>
        <source>Cosines with %1</source>
        <translation>Kosinus mit %1</translation>
    </message>
    <message>
        <source>|cosine|: a vector&apos;s sign means nothing · in span: share of its squared length in the span of the others</source>
        <translation>|Kosinus|: Das Vorzeichen eines Vektors bedeutet nichts · im Spann: Anteil seiner quadrierten Länge im Spann der anderen</translation>
    </message>
    <message>
        <source>vector of %1</source>
        <translation>Vektor von %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln vector(s) of this run</source>
        <translation>
            <numerusform>%Ln Vektor dieses Laufs</numerusform>
            <numerusform>%Ln Vektoren dieses Laufs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln of %1.</source>
        <translation>
            <numerusform>und %Ln von %1.</numerusform>
            <numerusform>und %Ln von %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>The most alike are vector %1 here and %2 there: cosine %3.</source>
        <translation>Am ähnlichsten sind Vektor %1 hier und %2 dort: Kosinus %3.</translation>
    </message>
    <message>
        <source>On average %1 of a vector here lies in the span of those there.</source>
        <translation>Im Mittel liegt %1 eines Vektors hier im Spann derer dort.</translation>
    </message>
    <message>
        <source>Here: %1 · There: %2</source>
        <translation>Hier: %1 · Dort: %2</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>%1 of its squared length lies in the span of the vectors of %2.</source>
        <translation>%1 seiner quadrierten Länge liegt im Spann der Vektoren von %2.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of its squared length lies in the span of this run&apos;s vectors.</source>
        <translation>%1 seiner quadrierten Länge liegt im Spann der Vektoren dieses Laufs.</translation>
    </message>
    <message>
        <source>Curvature along each vector, λ(t)</source>
        <translation>Krümmung entlang jedes Vektors, λ(t)</translation>
    </message>
    <message>
        <source>curvature (nats)</source>
        <translation>Krümmung (Nats)</translation>
    </message>
    <message>
        <source>± standard error</source>
        <translation>± Standardfehler</translation>
    </message>
    <message numerus="yes">
        <source>estimated on %Ln validation example(s)</source>
        <translation>
            <numerusform>geschätzt an %Ln Validierungsbeispiel</numerusform>
            <numerusform>geschätzt an %Ln Validierungsbeispielen</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of the squared movement |δ|² along the basis</source>
        <translation>Anteil der quadrierten Bewegung |δ|² entlang der Basis</translation>
    </message>
    <message>
        <source>Squared projections (Fisher) are no parts of the loss change: choose another decomposition above.</source>
        <translation>Quadrierte Projektionen (Fisher) sind keine Teile der Verluständerung: oben eine andere Zerlegung wählen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln interval(s) beyond ±%1 %, where the loss hardly changed: not drawn</source>
        <translation>
            <numerusform>%Ln Abschnitt jenseits von ±%1 %, wo sich der Verlust kaum änderte: nicht gezeichnet</numerusform>
            <numerusform>%Ln Abschnitte jenseits von ±%1 %, wo sich der Verlust kaum änderte: nicht gezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of the loss change explained</source>
        <translation>Erklärter Anteil der Verluständerung</translation>
    </message>
    <message>
        <source>Share of the loss change explained, %1</source>
        <translation>Erklärter Anteil der Verluständerung, %1</translation>
    </message>
    <message>
        <source>Loss change (nats)</source>
        <translation>Verluständerung (Nats)</translation>
    </message>
    <message>
        <source>along all vectors</source>
        <translation>entlang aller Vektoren</translation>
    </message>
    <message>
        <source>along vector %1</source>
        <translation>entlang Vektor %1</translation>
    </message>
    <message>
        <source>|δ|² along all (%)</source>
        <translation>|δ|² entlang aller (%)</translation>
    </message>
    <message>
        <source>along vector %1 (%)</source>
        <translation>entlang Vektor %1 (%)</translation>
    </message>
</context>
<context>
    <name>polcascope::models::BreakthroughsModel</name>
    <message>
        <source>never breaks</source>
        <translation>kein Durchbruch</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>synchronous</source>
        <translation>synchron</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>Übertrag</translation>
    </message>
    <message>
        <source>Break step</source>
        <translation>Durchbruchsschritt</translation>
    </message>
    <message>
        <source>Middle half (steps)</source>
        <translation>Mittlere Hälfte (Schritte)</translation>
    </message>
    <message>
        <source>Of random groups</source>
        <translation>Bei Zufallsgruppen</translation>
    </message>
    <message>
        <source>Synchrony p</source>
        <translation>p der Synchronität</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
</context>
<context>
    <name>polcascope::models::ClusterModel</name>
    <message>
        <source>%1 %</source>
        <comment>a share of 100</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>number, label</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>carry, digit</source>
        <translation>Übertrag, Ziffer</translation>
    </message>
    <message>
        <source>carry</source>
        <translation>Übertrag</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>Ziffer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: %2 that belong to no cluster.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: %2, die zu keinem Cluster gehören.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: %2</translation>
    </message>
    <message>
        <source>%1 of them carry; with shuffled labels 95 % of such clusters stay below %2.</source>
        <translation>%1 davon haben einen Übertrag; mit gemischten Labels bleiben 95 % solcher Cluster unter %2.</translation>
    </message>
    <message>
        <source>It holds %1 of the carries among the tokens clustered, %2 of all carries.</source>
        <translation>Er enthält %1 der Überträge unter den geclusterten Token, %2 aller Überträge.</translation>
    </message>
    <message>
        <source>Persistence %1 of at most 1: how long the cluster holds together as the density grows.</source>
        <translation>Persistenz %1 von höchstens 1: wie lange der Cluster bei wachsender Dichte zusammenhält.</translation>
    </message>
    <message>
        <source>Carry cluster: over 90 % carry, and over 85 % of those stand in the 10s and 100s places.</source>
        <translation>Übertragscluster: Über 90 % haben einen Übertrag, und über 85 % davon stehen an der Zehner- oder Hunderterstelle.</translation>
    </message>
    <message>
        <source>Digit cluster: over 90 % stand in one place.</source>
        <translation>Zifferncluster: Über 90 % stehen an einer Stelle.</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Carry</source>
        <translation>Übertr.</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>How many tokens belong to the cluster</source>
        <translation>Wie viele Token zum Cluster gehören</translation>
    </message>
    <message>
        <source>Carry homogeneity: the share of the cluster&apos;s tokens into whose place the lower places carry</source>
        <translation>Übertragshomogenität: der Anteil der Token des Clusters, in deren Stelle die niedrigeren Stellen übertragen</translation>
    </message>
    <message>
        <source>What chance gives: the 95th percentile of that share when the carry labels are shuffled within each output digit and place, 200 times</source>
        <translation>Was der Zufall gibt: das 95. Perzentil dieses Anteils, wenn die Übertragslabels innerhalb jeder Ausgabeziffer und Stelle 200-mal gemischt werden</translation>
    </message>
    <message>
        <source>Of the carries among the tokens clustered, the share in this cluster</source>
        <translation>Trefferquote (Recall): der Anteil der Überträge unter den geclusterten Token, der in diesem Cluster liegt</translation>
    </message>
    <message>
        <source>carry: over 90 % carry, 85 % of those in the 10s and 100s places; digit: over 90 % stand in one place</source>
        <translation>Übertrag: über 90 % mit Übertrag, 85 % davon an der Zehner- oder Hunderterstelle; Ziffer: über 90 % an einer Stelle</translation>
    </message>
    <message>
        <source>loss curve</source>
        <translation>Verlustkurve</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Bruch</translation>
    </message>
    <message>
        <source>Fall</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>What it was named (F2), or else what over 90 % of the cluster&apos;s tokens have in common, if anything; underlined where there is a note</source>
        <translation>Wie er benannt wurde (F2), sonst was über 90 % der Token des Clusters gemeinsam haben, falls etwas; unterstrichen, wo es eine Notiz gibt</translation>
    </message>
    <message>
        <source>The cluster&apos;s loss curve over training, all on the same scale; sorts by how far it falls</source>
        <translation>Die Verlustkurve des Clusters über das Training, alle im selben Maßstab; sortiert danach, wie weit sie fällt</translation>
    </message>
    <message>
        <source>The step at which the cluster&apos;s loss curve breaks: where it falls most in excess of the steps before</source>
        <translation>Der Schritt, an dem die Verlustkurve des Clusters bricht: wo sie am stärksten über die Schritte davor hinaus fällt</translation>
    </message>
    <message>
        <source>By how many nats the cluster&apos;s loss curve falls from the first step to the last</source>
        <translation>Um wie viele Nats die Verlustkurve des Clusters vom ersten bis zum letzten Schritt fällt</translation>
    </message>
    <message>
        <source>%1 of them have the label %2; with shuffled labels 95 % of such clusters stay below %3.</source>
        <translation>%1 davon haben das Label %2; mit gemischten Labels bleiben 95 % solcher Cluster unter %3.</translation>
    </message>
    <message>
        <source>Homogeneity: the share of the cluster&apos;s tokens that have this label</source>
        <translation>Homogenität: der Anteil der Token des Clusters, die dieses Label haben</translation>
    </message>
    <message>
        <source>Another label is chosen in the menu of these headings.</source>
        <translation>Ein anderes Label wird im Menü dieser Überschriften gewählt.</translation>
    </message>
    <message>
        <source>What chance gives: the 95th percentile of that share when the label is shuffled among the tokens of the same output token and place, 200 times</source>
        <translation>Was der Zufall gibt: das 95. Perzentil dieses Anteils, wenn das Label 200-mal unter den Token desselben Ausgabetokens und derselben Stelle gemischt wird</translation>
    </message>
</context>
<context>
    <name>polcascope::models::ClusterSelection</name>
    <message>
        <source>Select no tokens</source>
        <translation>Keine Token wählen</translation>
    </message>
    <message numerus="yes">
        <source>Select %Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token wählen</numerusform>
            <numerusform>%Ln Token wählen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::ComparisonModel</name>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Tokens in both</source>
        <translation>Token in beiden</translation>
    </message>
    <message>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <source>Of the pinned</source>
        <translation>Vom angehefteten</translation>
    </message>
    <message>
        <source>Of the shown</source>
        <translation>Vom gezeigten</translation>
    </message>
</context>
<context>
    <name>polcascope::models::CondensedTreeModel</name>
    <message>
        <source>%1 (all)</source>
        <comment>branch</comment>
        <translation>%1 (alle)</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <comment>branch</comment>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>cluster</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Ast</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Splits off at</source>
        <translation>Spaltet ab bei</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet bei</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilität</translation>
    </message>
    <message>
        <source>Persistence</source>
        <translation>Persistenz</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Number of the branch, and of the one that it splits off from</source>
        <translation>Nummer des Asts und dessen, von dem er abspaltet</translation>
    </message>
    <message>
        <source>The cluster that the branch is, or is a part of</source>
        <translation>Der Cluster, der der Ast ist oder von dem er ein Teil ist</translation>
    </message>
    <message>
        <source>Tokens in it where it begins</source>
        <translation>Token darin, wo er beginnt</translation>
    </message>
    <message>
        <source>The mutual reachability distance at which it splits off</source>
        <translation>Der gegenseitige Erreichbarkeitsabstand, bei dem er abspaltet</translation>
    </message>
    <message>
        <source>The distance at which its last tokens leave, or it splits itself</source>
        <translation>Der Abstand, bei dem seine letzten Token ihn verlassen oder er sich selbst teilt</translation>
    </message>
    <message>
        <source>Excess of mass: the sum over its tokens of how far (in 1 / distance) they go with it</source>
        <translation>Überschussmasse: die Summe über seine Token, wie weit (in 1 / Abstand) sie mitgehen</translation>
    </message>
    <message>
        <source>Stability as a share of the largest possible for as many tokens</source>
        <translation>Stabilität als Anteil der größten, die bei so vielen Token möglich ist</translation>
    </message>
    <message>
        <source>How firmly its tokens belong to the cluster, on average</source>
        <translation>Wie fest seine Token im Mittel zum Cluster gehören</translation>
    </message>
</context>
<context>
    <name>polcascope::models::ContextModel</name>
    <message>
        <source>Token %1: %2 &gt; %3 &lt; %4</source>
        <translation>Token %1: %2 &gt; %3 &lt; %4</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Loss at %1</source>
        <comment>a training step</comment>
        <translation>Verlust bei %1</translation>
    </message>
    <message>
        <source>POLCA at %1</source>
        <comment>a training step</comment>
        <translation>POLCA bei %1</translation>
    </message>
    <message>
        <source>Projected at %1</source>
        <comment>a training step</comment>
        <translation>Projiziert bei %1</translation>
    </message>
    <message>
        <source>%1: %2 nats</source>
        <comment>value at a training step</comment>
        <translation>%1: %2 Nats</translation>
    </message>
    <message>
        <source>In no cluster: it was not to be clustered.</source>
        <translation>In keinem Cluster: Es war nicht zu clustern.</translation>
    </message>
    <message>
        <source>An outlier: in no cluster.</source>
        <translation>Ein Ausreißer: in keinem Cluster.</translation>
    </message>
    <message>
        <source>In %1, with a membership probability of %2</source>
        <translation>In %1, mit einer Zugehörigkeitswahrscheinlichkeit von %2</translation>
    </message>
    <message>
        <source>Distance to the medoid: %1</source>
        <translation>Abstand zum Medoid: %1</translation>
    </message>
    <message>
        <source>Distance to the centroid: %1</source>
        <translation>Abstand zum Zentroid: %1</translation>
    </message>
    <message>
        <source>Largest |POLCA| of training: %1 nats</source>
        <translation>Größtes |POLCA| des Trainings: %1 Nats</translation>
    </message>
    <message>
        <source>|POLCA| at step %1: %2 nats</source>
        <translation>|POLCA| bei Schritt %1: %2 Nats</translation>
    </message>
    <message>
        <source>Of the token itself, in nats: at the step of the cursor, or at the end of training where there is none</source>
        <translation>Des Tokens selbst, in Nats: beim Schritt des Cursors, oder am Ende des Trainings, wo keiner ist</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
</context>
<context>
    <name>polcascope::models::Contexts</name>
    <message>
        <source>No regular expression: %1, at character %2.</source>
        <translation>Kein regulärer Ausdruck: %1, bei Zeichen %2.</translation>
    </message>
</context>
<context>
    <name>polcascope::models::CurveModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>%1, from</source>
        <comment>lower edge of a band</comment>
        <translation>%1, von</translation>
    </message>
    <message>
        <source>%1, to</source>
        <comment>upper edge of a band</comment>
        <translation>%1, bis</translation>
    </message>
</context>
<context>
    <name>polcascope::models::Overview</name>
    <message>
        <source>The engine is still clustering.</source>
        <translation>Die Engine clustert noch.</translation>
    </message>
    <message>
        <source>The run stopped before all was clustered.</source>
        <translation>Der Lauf hielt an, bevor alles geclustert war.</translation>
    </message>
    <message>
        <source>hatched: the run holds no clusterings by %1 (clustering.decompositions=all makes those that it can have)</source>
        <translation>schraffiert: Der Lauf enthält keine Clusterings nach der Zerlegung „%1“ (clustering.decompositions=all berechnet die möglichen)</translation>
    </message>
</context>
<context>
    <name>polcascope::models::OverviewModel</name>
    <message>
        <source>Clustered by</source>
        <translation>Geclustert nach</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Best share</source>
        <translation>Bester Anteil</translation>
    </message>
    <message>
        <source>By chance (95 %)</source>
        <translation>Durch Zufall (95 %)</translation>
    </message>
    <message>
        <source>Above chance</source>
        <translation>Über dem Zufall</translation>
    </message>
    <message>
        <source>Its size</source>
        <translation>Seine Größe</translation>
    </message>
</context>
<context>
    <name>polcascope::models::PaperTableModel</name>
    <message>
        <source>Click or Enter: look at this clustering</source>
        <translation>Klick oder Enter: dieses Clustering ansehen</translation>
    </message>
    <message>
        <source>Click or Enter: select the cluster</source>
        <translation>Klick oder Enter: den Cluster auswählen</translation>
    </message>
    <message>
        <source>Click or Enter: look at this vector</source>
        <translation>Klick oder Enter: diesen Vektor ansehen</translation>
    </message>
    <message>
        <source>Click or Enter: select the token</source>
        <translation>Klick oder Enter: das Token auswählen</translation>
    </message>
    <message>
        <source>What the paper says</source>
        <translation>Was der Artikel angibt</translation>
    </message>
</context>
<context>
    <name>polcascope::models::ParameterMapModel</name>
    <message>
        <source>Smallest cluster</source>
        <translation>Mindestgröße</translation>
    </message>
    <message>
        <source>Min. samples</source>
        <translation>Mindestpunkte</translation>
    </message>
</context>
<context>
    <name>polcascope::models::RunTables</name>
    <message>
        <source>The engine is still clustering.</source>
        <translation>Die Engine clustert noch.</translation>
    </message>
    <message>
        <source>The run stopped before all was clustered.</source>
        <translation>Der Lauf hielt an, bevor alles geclustert war.</translation>
    </message>
</context>
<context>
    <name>polcascope::models::RunView</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation>Verlust (Nats)</translation>
    </message>
    <message>
        <source>POLCA of vector %1</source>
        <translation>POLCA von Vektor %1</translation>
    </message>
    <message>
        <source>change per interval (nats)</source>
        <translation>Änderung je Abschnitt (Nats)</translation>
    </message>
    <message>
        <source>Projected loss along vector %1</source>
        <translation>Projizierter Verlust entlang Vektor %1</translation>
    </message>
    <message>
        <source>since the start (nats)</source>
        <translation>seit dem Beginn (Nats)</translation>
    </message>
    <message>
        <source>There is a tree as soon as the run is finished.</source>
        <translation>Sobald der Lauf fertig ist, gibt es einen Baum.</translation>
    </message>
    <message>
        <source>The 2026 rules leave this vector out: its mean projected loss does not fall.</source>
        <translation>Die Regeln von 2026 lassen diesen Vektor weg: Sein mittlerer projizierter Verlust fällt nicht.</translation>
    </message>
    <message>
        <source>No clusters: all tokens are outliers.</source>
        <translation>Keine Cluster: Alle Token sind Ausreißer.</translation>
    </message>
    <message>
        <source>Clustering…</source>
        <translation>Wird geclustert…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>clusters of %1 together</source>
        <translation>Cluster von %1 gemeinsam</translation>
    </message>
    <message>
        <source>This run has no trajectories along basis vectors yet.</source>
        <translation>Dieser Lauf hat noch keine Trajektorien entlang von Basisvektoren.</translation>
    </message>
    <message>
        <source>This run holds no curvature along its vectors (trajectories.curvature_examples is 0).</source>
        <translation>Dieser Lauf enthält keine Krümmung entlang seiner Vektoren (trajectories.curvature_examples ist 0).</translation>
    </message>
    <message>
        <source>This run holds no gradients in the middle of its intervals (trajectories.midpoint is off).</source>
        <translation>Dieser Lauf enthält keine Gradienten in der Mitte seiner Abschnitte (trajectories.midpoint ist aus).</translation>
    </message>
    <message>
        <source>first order</source>
        <translation>erste Ordnung</translation>
    </message>
    <message>
        <source>trapezoid</source>
        <translation>Trapez</translation>
    </message>
    <message>
        <source>second order</source>
        <translation>zweite Ordnung</translation>
    </message>
    <message>
        <source>Fisher</source>
        <translation>Fisher</translation>
    </message>
    <message>
        <source>Simpson</source>
        <translation>Simpson</translation>
    </message>
    <message>
        <source>The engine is at work: the clusterings come last.</source>
        <translation>Die Engine arbeitet: Die Clusterings kommen zuletzt.</translation>
    </message>
    <message>
        <source>This run holds no clusterings yet. Engine &gt; Go on with this run makes them.</source>
        <translation>Dieser Lauf enthält noch keine Clusterings. „Engine &gt; Diesen Lauf fortsetzen“ berechnet sie.</translation>
    </message>
    <message>
        <source>This run holds no curvature of each token along its vectors (trajectories.own_curvature is off).</source>
        <translation>Dieser Lauf enthält nicht die Krümmung jedes Tokens entlang seiner Vektoren (trajectories.own_curvature ist aus).</translation>
    </message>
    <message>
        <source>exact curvature</source>
        <translation>exakte Krümmung</translation>
    </message>
</context>
<context>
    <name>polcascope::models::RunsModel</name>
    <message>
        <source>complete</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>an engine is at work</source>
        <translation>eine Engine arbeitet</translation>
    </message>
    <message>
        <source>not finished: %1</source>
        <translation>nicht fertig: %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>startet…</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>stoppt…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>stage, count</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3 left</source>
        <comment>stage, count, time</comment>
        <translation>%1: %2, noch %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>run, state</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>sample, read-only</source>
        <translation>Stichprobe, schreibgeschützt</translation>
    </message>
</context>
<context>
    <name>polcascope::models::SelectionMeans</name>
    <message numerus="yes">
        <source>mean of %Ln token(s) selected</source>
        <translation>
            <numerusform>Mittel von %Ln gewählten Token</numerusform>
            <numerusform>Mittel von %Ln gewählten Token</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::Slices</name>
    <message>
        <source>%1 (own)</source>
        <comment>a label</comment>
        <translation>%1 (eigenes)</translation>
    </message>
    <message>
        <source>not %1</source>
        <comment>a label</comment>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>Auszug %1</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <comment>a slice</comment>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>Replace %1</source>
        <comment>a slice</comment>
        <translation>%1 ersetzen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <comment>a slice</comment>
        <translation>%1 entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln token(s); %2</source>
        <comment>a slice, how it was made</comment>
        <translation>
            <numerusform>%1: %Ln Token; %2</numerusform>
            <numerusform>%1: %Ln Token; %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Auszug</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie er entstand</translation>
    </message>
    <message>
        <source>Label tokens by %1</source>
        <comment>a slice</comment>
        <translation>Token mit %1 kennzeichnen</translation>
    </message>
    <message>
        <source>Label no tokens by %1</source>
        <comment>a slice</comment>
        <translation>Token nicht mehr mit %1 kennzeichnen</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <comment>a slice</comment>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>Label: bars, curves by label, contexts, the overview, the list of clusters and the table of tokens know the tokens of the slice from the others</source>
        <translation>Label: Balken, Kurven nach Label, Kontexte, die Übersicht, die Liste der Cluster und die Tabelle der Token unterscheiden die Token des Auszugs von den anderen</translation>
    </message>
</context>
<context>
    <name>polcascope::models::TokenBrush</name>
    <message>
        <source>%1: none; the largest fall there is %2 nats</source>
        <comment>what was looked for</comment>
        <translation>%1: keine; der größte Abfall dort ist %2 nats</translation>
    </message>
</context>
<context>
    <name>polcascope::models::TokenMap</name>
    <message>
        <source>%1: %2</source>
        <comment>name of a label, and what it is</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>token %1</source>
        <comment>number of a token</comment>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>%1 · components %2 and %3</source>
        <comment>name of a cluster, and where the token lies</comment>
        <translation>%1 · Komponenten %2 und %3</translation>
    </message>
    <message>
        <source>%1 of %2 (%3)</source>
        <comment>POLCA of vector 3 (trapezoid)</comment>
        <translation>%1 von %2 (%3)</translation>
    </message>
    <message>
        <source>%1, output %2</source>
        <comment>what is clustered, output token</comment>
        <translation>%1, Ausgabe %2</translation>
    </message>
</context>
<context>
    <name>polcascope::models::TokenMapModel</name>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Component 1</source>
        <translation>Komponente 1</translation>
    </message>
    <message>
        <source>Component 2</source>
        <translation>Komponente 2</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Where the centre of the cluster lies</source>
        <translation>Wo die Mitte des Clusters liegt</translation>
    </message>
    <message>
        <source>Root mean square distance of its tokens from there, on the map</source>
        <translation>Quadratisches Mittel des Abstands seiner Token davon, auf der Karte</translation>
    </message>
</context>
<context>
    <name>polcascope::models::VectorGridModel</name>
    <message>
        <source>Vector</source>
        <translation>Vektor</translation>
    </message>
</context>
<context>
    <name>polcascope::models::ViewSession</name>
    <message>
        <source>%1 was written by a newer version of Polcascope. It is left as it is, and what you set now is not kept.</source>
        <translation>%1 wurde von einer neueren Version von Polcascope geschrieben. Die Datei bleibt, wie sie ist, und was jetzt eingestellt wird, wird nicht behalten.</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2). It is left as it is, and what you set now is not kept; move the file away to begin anew.</source>
        <translation>%1 kann nicht gelesen werden (%2). Die Datei bleibt, wie sie ist, und was jetzt eingestellt wird, wird nicht behalten; die Datei wegschieben, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>What you set in this run is not kept: %1 cannot be written (%2). Open a copy of the run in a folder of yours if you want it kept.</source>
        <translation>Was in diesem Lauf eingestellt wird, wird nicht behalten: %1 kann nicht geschrieben werden (%2). Soll es behalten werden, eine Kopie des Laufs in einem eigenen Ordner öffnen.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::BasisDetailsPanel</name>
    <message>
        <source>Another run…</source>
        <translation>Anderer Lauf…</translation>
    </message>
    <message>
        <source>Compare with the basis of another run of the same model</source>
        <translation>Mit der Basis eines anderen Laufs desselben Modells vergleichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>Den Vergleich abbrechen</translation>
    </message>
    <message>
        <source>Basis vectors</source>
        <translation>Basisvektoren</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vektoren</translation>
    </message>
    <message>
        <source>Eigenvalues, residuals, what each vector explains, the 2026 filter and the causal check</source>
        <translation>Eigenwerte, Residuen, was jeder Vektor erklärt, der Filter von 2026 und die Kausalprüfung</translation>
    </message>
    <message>
        <source>Where in the weights, in %</source>
        <translation>Wo in den Gewichten, in %</translation>
    </message>
    <message>
        <source>In the weights</source>
        <translation>In den Gewichten</translation>
    </message>
    <message>
        <source>In which layers and tensors each vector lies, as shares of its squared length</source>
        <translation>In welchen Schichten und Tensoren jeder Vektor liegt, als Anteile seiner quadrierten Länge</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>All tensors of a layer together</source>
        <translation>Alle Tensoren einer Schicht zusammen</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Every tensor by itself, in the order of the layers</source>
        <translation>Jeder Tensor für sich, in der Reihenfolge der Schichten</translation>
    </message>
    <message>
        <source>How much the basis explains</source>
        <translation>Wie viel die Basis erklärt</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>Erklärt</translation>
    </message>
    <message>
        <source>How much of the loss change and of the movement lies along the basis, over training</source>
        <translation>Wie viel der Verluständerung und der Bewegung entlang der Basis liegt, im Lauf des Trainings</translation>
    </message>
    <message>
        <source>Up to each step</source>
        <translation>Bis zu jedem Schritt</translation>
    </message>
    <message>
        <source>Shares of all that changed and moved from the first step on</source>
        <translation>Anteile an allem, was sich vom ersten Schritt an änderte und bewegte</translation>
    </message>
    <message>
        <source>Each interval</source>
        <translation>Jeder Abschnitt</translation>
    </message>
    <message>
        <source>Shares of what changed and moved between two checkpoints. Where the loss hardly changed, such a share says little.</source>
        <translation>Anteile an dem, was sich zwischen zwei Checkpoints änderte und bewegte. Wo sich der Verlust kaum änderte, sagt ein solcher Anteil wenig.</translation>
    </message>
    <message>
        <source>Curvature along each vector</source>
        <translation>Krümmung entlang jedes Vektors</translation>
    </message>
    <message>
        <source>Curvature</source>
        <translation>Krümmung</translation>
    </message>
    <message>
        <source>How sharp the loss is along each vector, over training</source>
        <translation>Wie stark der Verlust entlang jedes Vektors gekrümmt ist, im Lauf des Trainings</translation>
    </message>
    <message>
        <source>Cosines with another basis</source>
        <translation>Kosinus mit einer anderen Basis</translation>
    </message>
    <message>
        <source>Other basis</source>
        <translation>Andere Basis</translation>
    </message>
    <message>
        <source>How like this run&apos;s vectors are to those of another run</source>
        <translation>Wie ähnlich die Vektoren dieses Laufs denen eines anderen sind</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Shows the basis vectors of a run, once one is open</source>
        <translation>Zeigt die Basisvektoren eines Laufs, sobald einer geöffnet ist</translation>
    </message>
    <message>
        <source>The engine is at work: the basis vectors come after the checkpoints.</source>
        <translation>Die Engine arbeitet: Die Basisvektoren kommen nach den Checkpoints.</translation>
    </message>
    <message>
        <source>This run holds no basis vectors yet. Engine &gt; Go on with this run finds them.</source>
        <translation>Dieser Lauf enthält noch keine Basisvektoren. „Engine &gt; Diesen Lauf fortsetzen“ berechnet sie.</translation>
    </message>
    <message>
        <source>The curvature along each vector comes with the trajectories.</source>
        <translation>Die Krümmung entlang jedes Vektors kommt mit den Trajektorien.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>No curvature was measured along the vectors of this run.</source>
        <translation>Entlang der Vektoren dieses Laufs wurde keine Krümmung gemessen.</translation>
    </message>
    <message>
        <source>No curvature was measured along the vectors of this run. This measures it: %1</source>
        <translation>Entlang der Vektoren dieses Laufs wurde keine Krümmung gemessen. Dies misst sie: %1</translation>
    </message>
    <message>
        <source>This run does not say where in the weights its vectors lie.</source>
        <translation>Dieser Lauf sagt nicht, wo in den Gewichten seine Vektoren liegen.</translation>
    </message>
    <message>
        <source>Adding up how much the basis explains…</source>
        <translation>Wie viel die Basis erklärt, wird summiert…</translation>
    </message>
    <message>
        <source>How much the basis explains is known once the trajectories are complete.</source>
        <translation>Wie viel die Basis erklärt, steht fest, sobald die Trajektorien vollständig sind.</translation>
    </message>
    <message>
        <source>A sample has no weights, so its vectors cannot be compared: open the run that it is a sample of.</source>
        <translation>Eine Stichprobe hat keine Gewichte, ihre Vektoren lassen sich also nicht vergleichen: den Lauf öffnen, aus dem sie stammt.</translation>
    </message>
    <message>
        <source>Reading the vectors of both runs…</source>
        <translation>Die Vektoren beider Läufe werden gelesen…</translation>
    </message>
    <message>
        <source>Compares this run&apos;s vectors with those of another run of the same model: choose one with “Another run…”.</source>
        <translation>Vergleicht die Vektoren dieses Laufs mit denen eines anderen Laufs desselben Modells: einen mit „Anderer Lauf…“ wählen.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Explained loss change</source>
        <translation>Erklärte Verluständerung</translation>
    </message>
    <message>
        <source>Movement along the basis</source>
        <translation>Bewegung entlang der Basis</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::BasisPanel</name>
    <message>
        <source>Basis vectors</source>
        <translation>Basisvektoren</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::BreakthroughsPanel</name>
    <message>
        <source>Breakthroughs</source>
        <translation>Durchbrüche</translation>
    </message>
    <message>
        <source>Progress of the breakthroughs</source>
        <translation>Fortschritt der Durchbrüche</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Break step</source>
        <translation>Durchbruch</translation>
    </message>
    <message>
        <source>Those that break first come first</source>
        <translation>Die frühesten Durchbrüche zuerst</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>Vektor</translation>
    </message>
    <message>
        <source>In the order of the vectors</source>
        <translation>In der Reihenfolge der Vektoren</translation>
    </message>
    <message>
        <source>Carry share</source>
        <translation>Übertragsanteil</translation>
    </message>
    <message>
        <source>Those with the largest share of carries first</source>
        <translation>Die mit dem größten Anteil von Überträgen zuerst</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>D = </source>
        <translation>D = </translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>A token breaks where the D steps that follow bring the most in excess of the D steps before. The papers&apos; tables of this run take 100.</source>
        <translation>Ein Token hat seinen Durchbruch dort, wo die folgenden D Schritte am meisten über die D Schritte davor hinaus bringen. Die Tabellen dieses Laufs nach den Artikeln nehmen 100.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Shows when each cluster is learnt, once a run is clustered</source>
        <translation>Zeigt, wann jeder Cluster gelernt wird, sobald ein Lauf geclustert ist</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ChoiceBar</name>
    <message>
        <source>What is clustered</source>
        <translation>Was geclustert wird</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>2024</source>
        <translation>2024</translation>
    </message>
    <message>
        <source>“Loss in the Crowd” (2024): each output token on its own, raw values, smallest cluster 20 % of its tokens</source>
        <translation>„Loss in the Crowd“ (2024): jedes Ausgabetoken für sich, rohe Werte, Mindestgröße 20 % seiner Token</translation>
    </message>
    <message>
        <source>2026</source>
        <translation>2026</translation>
    </message>
    <message>
        <source>“Hidden Breakthroughs” (2026): all tokens together, vectors and tokens whose projected loss rises left out</source>
        <translation>„Hidden Breakthroughs“ (2026): alle Token gemeinsam, ohne Vektoren und Token, deren projizierter Verlust steigt</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>The exact loss of each token over training</source>
        <translation>Der genaue Verlust jedes Tokens über das Training</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>The change of the exact loss from one checkpoint to the next</source>
        <translation>Die Änderung des genauen Verlusts von einem Checkpoint zum nächsten</translation>
    </message>
    <message>
        <source>|Change|</source>
        <translation>|Änderung|</translation>
    </message>
    <message>
        <source>The size of that change</source>
        <translation>Der Betrag dieser Änderung</translation>
    </message>
    <message>
        <source>POLCA</source>
        <translation>POLCA</translation>
    </message>
    <message>
        <source>The part of the change along one basis vector</source>
        <translation>Der Teil der Änderung entlang eines Basisvektors</translation>
    </message>
    <message>
        <source>The sum of the POLCA values so far: the loss as seen along one basis vector</source>
        <translation>Die Summe der bisherigen POLCA-Werte: der Verlust, wie er entlang eines Basisvektors erscheint</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>Vektor</translation>
    </message>
    <message>
        <source>Basis vector</source>
        <translation>Basisvektor</translation>
    </message>
    <message>
        <source>Previous vector</source>
        <translation>Voriger Vektor</translation>
    </message>
    <message>
        <source>Next vector</source>
        <translation>Nächster Vektor</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>1. Ordnung</translation>
    </message>
    <message>
        <source>Slope at the start of each interval times the movement</source>
        <translation>Erste Ordnung: Steigung am Anfang jedes Abschnitts mal Bewegung</translation>
    </message>
    <message>
        <source>Trapezoid</source>
        <translation>Trapez</translation>
    </message>
    <message>
        <source>Mean of the slopes at both ends of each interval times the movement</source>
        <translation>Mittel der Steigungen an beiden Enden jedes Abschnitts mal Bewegung</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output token</source>
        <translation>Ausgabetoken</translation>
    </message>
    <message>
        <source>All</source>
        <comment>output tokens</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Cluster the tokens of all outputs together</source>
        <translation>Die Token aller Ausgaben gemeinsam clustern</translation>
    </message>
    <message>
        <source>Cluster only the tokens whose output is “%1”</source>
        <translation>Nur die Token clustern, deren Ausgabe „%1“ ist</translation>
    </message>
    <message>
        <source>By</source>
        <comment>what is clustered</comment>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Projected</source>
        <translation>Projiziert</translation>
    </message>
    <message>
        <source>The basis vector along which the loss change is split (also in the list of the basis), or a set of them: each token&apos;s trajectories along all of these are clustered as one</source>
        <translation>Der Basisvektor, entlang dessen die Verluständerung zerlegt wird (auch in der Liste der Basis), oder eine Menge davon: Die Trajektorien jedes Tokens entlang all dieser werden als eine geclustert</translation>
    </message>
    <message>
        <source>Second order</source>
        <translation>2. Ordnung</translation>
    </message>
    <message>
        <source>The papers&apos; formula: slope at the start, and half the curvature along the vector, times the movement. Divisions by almost nothing are guarded</source>
        <translation>Zweite Ordnung, die Formel der Artikel: Steigung am Anfang und halbe Krümmung entlang des Vektors, mal Bewegung. Divisionen durch fast nichts sind abgesichert</translation>
    </message>
    <message>
        <source>Simpson</source>
        <translation>Simpson</translation>
    </message>
    <message>
        <source>Slopes at both ends and in the middle of each interval, by Simpson&apos;s rule, times the movement</source>
        <translation>Steigungen an beiden Enden und in der Mitte jedes Abschnitts, nach der Simpson-Regel, mal Bewegung</translation>
    </message>
    <message>
        <source>Fisher</source>
        <translation>Fisher</translation>
    </message>
    <message>
        <source>The square of the slope: a size, which tells where a token is sensitive, and no part of the loss change</source>
        <translation>Das Quadrat der Steigung: eine Größe, die sagt, wo ein Token empfindlich ist, und kein Teil der Verluständerung</translation>
    </message>
    <message>
        <source>The trajectories along %1, clustered as one</source>
        <translation>Die Trajektorien entlang: %1, als eine geclustert</translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>This run clusters no vectors together: clustering.together says which, such as “0,1,2; 4,7”.</source>
        <translation>Dieser Lauf clustert keine Vektoren gemeinsam: clustering.together sagt, welche, etwa „0,1,2; 4,7“.</translation>
    </message>
    <message>
        <source>Exact</source>
        <comment>curvature</comment>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Exact curvature: slope at the start of each interval times the movement, and half the token&apos;s own curvature along the vector times its square</source>
        <translation>Exakte Krümmung: Steigung am Anfang jedes Abschnitts mal Bewegung und die halbe eigene Krümmung des Tokens entlang des Vektors mal ihr Quadrat</translation>
    </message>
    <message>
        <source>Exact curvature</source>
        <translation>Exakte Krümmung</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ClusteringBar</name>
    <message>
        <source>none</source>
        <comment>epsilon</comment>
        <translation>keines</translation>
    </message>
    <message>
        <source>How it is clustered</source>
        <translation>Wie geclustert wird</translation>
    </message>
    <message>
        <source>Smallest cluster</source>
        <translation>Mindestgröße</translation>
    </message>
    <message>
        <source>The fewest tokens that count as a cluster. The clusters follow at once.</source>
        <translation>Die kleinste Zahl von Token, die als Cluster zählt. Die Cluster folgen sofort.</translation>
    </message>
    <message>
        <source>Smallest cluster, in tokens</source>
        <translation>Mindestgröße eines Clusters, in Token</translation>
    </message>
    <message>
        <source>As a share of the tokens that are clustered</source>
        <translation>Als Anteil der geclusterten Token</translation>
    </message>
    <message>
        <source>Choose by</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Excess of mass</source>
        <translation>Überschussmasse</translation>
    </message>
    <message>
        <source>The clusters that persist longest as the density grows, large ones among them</source>
        <translation>Excess of Mass: die Cluster, die bei wachsender Dichte am längsten bestehen, auch große</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>The leaves of the tree: many small clusters of about the same size</source>
        <translation>Leaf: die Blätter des Baums, viele kleine Cluster von etwa gleicher Größe</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Clusters are not split at distances below this one: what is split further down is taken together again.</source>
        <translation>Cluster werden unter diesem Abstand nicht geteilt: Was weiter unten geteilt ist, wird wieder zusammengenommen.</translation>
    </message>
    <message>
        <source>Epsilon, a distance between trajectories</source>
        <translation>Epsilon, ein Abstand zwischen Trajektorien</translation>
    </message>
    <message>
        <source>Single cluster</source>
        <translation>Einzelner Cluster</translation>
    </message>
    <message>
        <source>Whether all tokens together may be the one cluster that is found</source>
        <translation>Ob alle Token zusammen der eine Cluster sein dürfen, der gefunden wird</translation>
    </message>
    <message>
        <source>Min. samples</source>
        <translation>Mindestpunkte</translation>
    </message>
    <message>
        <source>Minimum samples, the token itself among them</source>
        <translation>Mindestpunkte (min_samples), das Token selbst mitgezählt</translation>
    </message>
    <message>
        <source>How many tokens must lie around one for it to be in a dense place; the token itself counts as one of them. Greater numbers leave more outliers. Another number needs another spanning tree: the clusters before stay until it is there.</source>
        <translation>Mindestpunkte (min_samples): wie viele Token um eines liegen müssen, damit es an einer dichten Stelle ist; das Token selbst zählt mit. Größere Zahlen lassen mehr Ausreißer. Eine andere Zahl braucht einen anderen Spannbaum: Die bisherigen Cluster bleiben, bis er da ist.</translation>
    </message>
    <message>
        <source>Distance between trajectories</source>
        <translation>Abstand zwischen Trajektorien</translation>
    </message>
    <message>
        <source>How far two trajectories are from each other: euclidean as in the papers; cosine leaves their sizes out, correlation their means, too. Another one needs another spanning tree.</source>
        <translation>Wie weit zwei Trajektorien voneinander entfernt sind: euklidisch wie in den Artikeln; Kosinus lässt ihre Größe weg, Korrelation auch ihr Mittel. Ein anderes Maß braucht einen anderen Spannbaum.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the parameters by the rules of the run</source>
        <translation>Zurück zu den Parametern nach den Regeln des Laufs</translation>
    </message>
    <message>
        <source>There is something to set as soon as the run is finished.</source>
        <translation>Sobald der Lauf fertig ist, gibt es etwas einzustellen.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a share of 100</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&lt;b&gt;changed&lt;/b&gt;</source>
        <translation>&lt;b&gt;geändert&lt;/b&gt;</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>by the rules</source>
        <translation>nach den Regeln</translation>
    </message>
    <message>
        <source>Not by the rules of the run: %1. Those would be: %2.</source>
        <translation>Nicht nach den Regeln des Laufs: %1. Diese wären: %2.</translation>
    </message>
    <message>
        <source>The clusters are those that the run holds.</source>
        <translation>Die Cluster sind die, die der Lauf enthält.</translation>
    </message>
    <message>
        <source>By the rules of the run, though it does not hold this combination.</source>
        <translation>Nach den Regeln des Laufs, der diese Kombination aber nicht enthält.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ClustersPanel</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>No clusters yet.</source>
        <translation>Noch keine Cluster.</translation>
    </message>
    <message numerus="yes">
        <source>There are no clusters yet: until then %Ln token(s) are grouped by their label.</source>
        <translation>
            <numerusform>Es gibt noch keine Cluster: Bis dahin ist %Ln Token nach seinem Label gruppiert.</numerusform>
            <numerusform>Es gibt noch keine Cluster: Bis dahin sind %Ln Token nach ihrem Label gruppiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln Cluster</numerusform>
            <numerusform>%Ln Cluster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln token(s);</source>
        <translation>
            <numerusform>aus %Ln Token;</numerusform>
            <numerusform>aus %Ln Token;</numerusform>
        </translation>
    </message>
    <message>
        <source>The 2026 rules leave vector %1 out: its mean projected loss does not fall.</source>
        <translation>Die Regeln von 2026 lassen Vektor %1 weg: Sein mittlerer projizierter Verlust fällt nicht.</translation>
    </message>
    <message>
        <source>%1 % outliers</source>
        <translation>%1 % Ausreißer</translation>
    </message>
    <message>
        <source>; %1 left out, as their projected loss rises</source>
        <translation>; %1 weggelassen, da ihr projizierter Verlust steigt</translation>
    </message>
    <message>
        <source>. Smallest cluster allowed: %1.</source>
        <translation>. Erlaubte Mindestgröße: %1.</translation>
    </message>
    <message>
        <source>Changed: %1.</source>
        <translation>Geändert: %1.</translation>
    </message>
    <message>
        <source>Computed here; the run does not hold this combination.</source>
        <translation>Hier berechnet; der Lauf enthält diese Kombination nicht.</translation>
    </message>
    <message>
        <source>Rename cluster</source>
        <translation>Cluster umbenennen</translation>
    </message>
    <message>
        <source>Note on the cluster</source>
        <translation>Notiz zum Cluster</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>Choose a cluster to note something</source>
        <translation>Cluster wählen, um etwas zu notieren</translation>
    </message>
    <message>
        <source>Share of the tokens with</source>
        <translation>Anteil der Token mit</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ComparePanel</name>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Lets go of what is pinned</source>
        <translation>Löst, was angeheftet ist</translation>
    </message>
    <message>
        <source>What has moved</source>
        <translation>Was gewandert ist</translation>
    </message>
    <message>
        <source>Pin what is shown</source>
        <translation>Gezeigtes anheften</translation>
    </message>
    <message>
        <source>Keeps these clusters and curves beside what is looked at next (Ctrl+D)</source>
        <translation>Behält diese Cluster und Kurven neben dem, was als Nächstes betrachtet wird (Strg+D)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Curves of the loss above</source>
        <translation>Oben die Kurven des Verlusts</translation>
    </message>
    <message>
        <source>POLCA</source>
        <translation>POLCA</translation>
    </message>
    <message>
        <source>Curves of POLCA along the vector above</source>
        <translation>Oben die Kurven von POLCA entlang des Vektors</translation>
    </message>
    <message>
        <source>Projected loss</source>
        <translation>Projizierter Verlust</translation>
    </message>
    <message>
        <source>Curves of the projected loss above</source>
        <translation>Oben die Kurven des projizierten Verlusts</translation>
    </message>
    <message>
        <source>Nothing is pinned.</source>
        <translation>Nichts ist angeheftet.</translation>
    </message>
    <message>
        <source>Pin a clustering, then look at another one: the two stand side by side, and here is which tokens have moved from which cluster to which.</source>
        <translation>Ein Clustering anheften, dann ein anderes betrachten: Beide stehen nebeneinander, und hier steht, welche Token aus welchem Cluster in welchen gewandert sind.</translation>
    </message>
    <message>
        <source>There is no basis along which this would be.</source>
        <translation>Es gibt keine Basis, entlang derer es das gäbe.</translation>
    </message>
    <message>
        <source>Curves come with the first trajectories</source>
        <translation>Kurven kommen mit den ersten Trajektorien</translation>
    </message>
    <message>
        <source>A, what is pinned</source>
        <translation>A, was angeheftet ist</translation>
    </message>
    <message>
        <source>B, what is shown beside it</source>
        <translation>B, was daneben gezeigt wird</translation>
    </message>
    <message>
        <source>&lt;b&gt;A&lt;/b&gt;, pinned: %1</source>
        <comment>a clustering</comment>
        <translation>&lt;b&gt;A&lt;/b&gt;, angeheftet: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;A&lt;/b&gt;: nothing is pinned.</source>
        <translation>&lt;b&gt;A&lt;/b&gt;: nichts ist angeheftet.</translation>
    </message>
    <message>
        <source>&lt;b&gt;B&lt;/b&gt;, shown: %1</source>
        <comment>a clustering</comment>
        <translation>&lt;b&gt;B&lt;/b&gt;, gezeigt: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;B&lt;/b&gt;: nothing is shown yet.</source>
        <translation>&lt;b&gt;B&lt;/b&gt;: noch wird nichts gezeigt.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::CondensedTreePanel</name>
    <message>
        <source>Condensed tree</source>
        <translation>Kondensierter Baum</translation>
    </message>
    <message>
        <source>Shows how the clusters come to be, once there are clusters</source>
        <translation>Zeigt, wie die Cluster entstehen, sobald es Cluster gibt</translation>
    </message>
    <message>
        <source>Log distance</source>
        <translation>log. Abstand</translation>
    </message>
    <message>
        <source>Distance on a logarithmic axis: equal ratios are equally long</source>
        <translation>Abstand auf einer logarithmischen Achse: Gleiche Verhältnisse sind gleich lang</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Mutual reachability distance</source>
        <translation>Gegenseitiger Erreichbarkeitsabstand</translation>
    </message>
    <message>
        <source>λ</source>
        <translation>λ</translation>
    </message>
    <message>
        <source>1 / distance, a density: what stability and persistence are measured in</source>
        <translation>1 / Abstand, eine Dichte: worin Stabilität und Persistenz gemessen werden</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ContextsPanel</name>
    <message>
        <source>Tokens in their contexts</source>
        <translation>Token in ihren Kontexten</translation>
    </message>
    <message>
        <source>As soon as there are clusters, the tokens of the one chosen are read here.</source>
        <translation>Sobald es Cluster gibt, sind hier die Token des gewählten zu lesen.</translation>
    </message>
    <message>
        <source>Looking for the medoid: %1 %</source>
        <translation>Suche den Medoid: %1 %</translation>
    </message>
    <message>
        <source>Which tokens, and in which order</source>
        <translation>Welche Token, und in welcher Reihenfolge</translation>
    </message>
    <message>
        <source>Nearest the medoid</source>
        <translation>Nächste am Medoid</translation>
    </message>
    <message>
        <source>The tokens nearest to the cluster&apos;s medoid, which comes first: the one whose distances to all the others are least in sum</source>
        <translation>Die Token, die dem Medoid des Clusters am nächsten sind; zuerst er selbst: das Token, dessen Abstände zu allen anderen zusammen am kleinsten sind</translation>
    </message>
    <message>
        <source>Nearest the centroid</source>
        <translation>Nächste am Zentroid</translation>
    </message>
    <message>
        <source>The tokens nearest to the mean of the cluster&apos;s trajectories</source>
        <translation>Die Token, die dem Mittel der Trajektorien des Clusters am nächsten sind</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>Quantile</translation>
    </message>
    <message>
        <source>Tokens from all over the cluster: sorted by their distance to the centroid and evenly spaced, from the nearest to the farthest</source>
        <translation>Token aus dem ganzen Cluster: nach ihrem Abstand zum Zentroid sortiert und gleichmäßig verteilt, vom nächsten bis zum fernsten</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>The tokens that belong least: those with the smallest membership probability, of equal ones the farthest from the centroid</source>
        <translation>Die Token, die am wenigsten dazugehören: die mit der kleinsten Zugehörigkeitswahrscheinlichkeit, bei gleicher die fernsten vom Zentroid</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Drawn at random; another seed draws others</source>
        <translation>Zufällig gezogen; ein anderer Startwert zieht andere</translation>
    </message>
    <message>
        <source>Nearest outliers</source>
        <translation>Nächste Ausreißer</translation>
    </message>
    <message>
        <source>What just failed to belong: the outliers nearest to the centroid of the cluster</source>
        <translation>Was gerade nicht dazugehört: die Ausreißer, die dem Zentroid des Clusters am nächsten sind</translation>
    </message>
    <message>
        <source>Largest |POLCA|</source>
        <translation>Größtes |POLCA|</translation>
    </message>
    <message>
        <source>The tokens that move most along the vector chosen: by the size of their POLCA in the interval before the cursor&apos;s step, or, without a cursor, in that of their intervals where it is largest</source>
        <translation>Die Token, die sich entlang des gewählten Vektors am meisten bewegen: nach der Größe ihres POLCA im Abschnitt vor dem Schritt des Cursors, oder ohne Cursor in dem ihrer Abschnitte, in dem sie am größten ist</translation>
    </message>
    <message>
        <source>Seed of the random order</source>
        <translation>Startwert der zufälligen Reihenfolge</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens</source>
        <translation>Derselbe Startwert zieht dieselben Token</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>Startwert </translation>
    </message>
    <message>
        <source>What the tokens are coloured by</source>
        <translation>Wonach die Token eingefärbt sind</translation>
    </message>
    <message>
        <source>At the cursor&apos;s step, or at the end of training where there is no cursor. Tokens around it that are scored, too, have their own colours.</source>
        <translation>Beim Schritt des Cursors, oder am Ende des Trainings, wo kein Cursor ist. Token daneben, die auch bewertet werden, haben ihre eigenen Farben.</translation>
    </message>
    <message>
        <source>No tint</source>
        <translation>Keine Färbung</translation>
    </message>
    <message>
        <source>Tokens stand out in the colours of their clusters</source>
        <translation>Token heben sich in den Farben ihrer Cluster ab</translation>
    </message>
    <message>
        <source>Tint: loss</source>
        <translation>Färbung: Verlust</translation>
    </message>
    <message>
        <source>The loss of each token.</source>
        <translation>Der Verlust jedes Tokens.</translation>
    </message>
    <message>
        <source>Tint: POLCA</source>
        <translation>Färbung: POLCA</translation>
    </message>
    <message>
        <source>The change of each token&apos;s loss along the vector chosen, in the interval that ends there.</source>
        <translation>Die Änderung des Verlusts jedes Tokens entlang des gewählten Vektors, in dem Abschnitt, der dort endet.</translation>
    </message>
    <message>
        <source>Tint: projected loss</source>
        <translation>Färbung: projizierter Verlust</translation>
    </message>
    <message>
        <source>The sum of the POLCA values so far: each token&apos;s loss as seen along the vector chosen.</source>
        <translation>Die Summe der POLCA-Werte bis dahin: der Verlust jedes Tokens, entlang des gewählten Vektors gesehen.</translation>
    </message>
    <message>
        <source>%1 % of the values of all tokens, over the whole training, are no larger than the ends; what is larger has the colour of the end. The ends are the same at all steps.</source>
        <translation>%1 % der Werte aller Token, über das ganze Training, sind nicht größer als die Enden; was größer ist, hat die Farbe des Endes. Die Enden sind bei allen Schritten dieselben.</translation>
    </message>
    <message>
        <source>Find tokens by a regular expression</source>
        <translation>Token mit einem regulären Ausdruck suchen</translation>
    </message>
    <message>
        <source>Find tokens</source>
        <translation>Token suchen</translation>
    </message>
    <message>
        <source>A regular expression, looked for in the text of the tokens themselves (a space is a space there). Enter goes to the next, Escape clears it.</source>
        <translation>Ein regulärer Ausdruck, gesucht im Text der Token selbst (ein Leerzeichen ist dort ein Leerzeichen). Eingabe geht zum nächsten, Escape leert das Feld.</translation>
    </message>
    <message>
        <source>What happens to the tokens found</source>
        <translation>Was mit den gefundenen Token geschieht</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>The list stays as it is; the tokens found have a frame</source>
        <translation>Die Liste bleibt, wie sie ist; die gefundenen Token haben einen Rahmen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Only the tokens of the cluster that are found are listed</source>
        <translation>Nur die Token des Clusters, die gefunden werden, werden aufgelistet</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>The tokens of the whole run that are found are listed, in the same order, as seen from the cluster</source>
        <translation>Die Token des ganzen Laufs, die gefunden werden, werden aufgelistet, in derselben Reihenfolge, vom Cluster aus gesehen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>≥ %1 nats</source>
        <translation>≥ %1 Nats</translation>
    </message>
    <message>
        <source>nearest to the medoid first</source>
        <translation>die nächsten am Medoid zuerst</translation>
    </message>
    <message>
        <source>nearest to the centroid first</source>
        <translation>die nächsten am Zentroid zuerst</translation>
    </message>
    <message>
        <source>evenly from the nearest to the farthest from the centroid</source>
        <translation>gleichmäßig vom nächsten bis zum fernsten vom Zentroid</translation>
    </message>
    <message>
        <source>those that belong least first</source>
        <translation>die am wenigsten dazugehören zuerst</translation>
    </message>
    <message>
        <source>drawn with seed %1</source>
        <translation>gezogen mit Startwert %1</translation>
    </message>
    <message>
        <source>largest |POLCA| along vector %1 first</source>
        <translation>größtes |POLCA| entlang Vektor %1 zuerst</translation>
    </message>
    <message>
        <source>largest |POLCA| along vector %1 at step %2 first</source>
        <translation>größtes |POLCA| entlang Vektor %1 bei Schritt %2 zuerst</translation>
    </message>
    <message>
        <source>&lt;b&gt;Outliers&lt;/b&gt; near %1</source>
        <translation>&lt;b&gt;Ausreißer&lt;/b&gt; nahe %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Whole run&lt;/b&gt;, seen from %1</source>
        <translation>&lt;b&gt;Ganzer Lauf&lt;/b&gt;, von %1 aus gesehen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>cluster, why there is nothing to list</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln match(es) shown</source>
        <translation>
            <numerusform>%1 von %Ln Treffer gezeigt</numerusform>
            <numerusform>%1 von %Ln Treffern gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln outlier(s) shown</source>
        <translation>
            <numerusform>%1 von %Ln Ausreißer gezeigt</numerusform>
            <numerusform>%1 von %Ln Ausreißern gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln token(s) shown</source>
        <translation>
            <numerusform>%1 von %Ln Token gezeigt</numerusform>
            <numerusform>%1 von %Ln Token gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>cluster, how many are shown, in which order</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>these are the outliers; choose a cluster to see which of them are near it.</source>
        <translation>dies sind die Ausreißer; wähle einen Cluster, um zu sehen, welche von ihnen ihm nahe sind.</translation>
    </message>
    <message>
        <source>this run has no basis vectors to go by.</source>
        <translation>dieser Lauf hat keine Basisvektoren, nach denen es gehen könnte.</translation>
    </message>
    <message>
        <source>no token is found.</source>
        <translation>kein Token wird gefunden.</translation>
    </message>
    <message>
        <source>there are no outliers.</source>
        <translation>es gibt keine Ausreißer.</translation>
    </message>
    <message>
        <source>%1 · %2 in the cluster · %3 in the run</source>
        <comment>tokens found</comment>
        <translation>%1 · %2 im Cluster · %3 im Lauf</translation>
    </message>
    <message>
        <source>%1 of %2 listed</source>
        <comment>place among the tokens found</comment>
        <translation>%1 von %2 aufgelistet</translation>
    </message>
    <message>
        <source>%1 listed</source>
        <comment>tokens found</comment>
        <translation>%1 aufgelistet</translation>
    </message>
    <message>
        <source>Selected tokens</source>
        <translation>Gewählte Token</translation>
    </message>
    <message>
        <source>The tokens selected in the map, over curves or by a search, whichever cluster they are in, in the order of the run</source>
        <translation>Die Token, die auf der Karte, über Kurven oder mit einer Suche gewählt sind, in welchem Cluster auch immer, in der Reihenfolge des Laufs</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Select all tokens of the run that are found: with Shift added, with Alt taken away, with Ctrl turned about</source>
        <translation>Alle gefundenen Token des Laufs wählen: mit Umschalt hinzufügen, mit Alt wegnehmen, mit Strg umkehren</translation>
    </message>
    <message>
        <source>Select the tokens found</source>
        <translation>Die gefundenen Token wählen</translation>
    </message>
    <message>
        <source>in the order of the run</source>
        <translation>in der Reihenfolge des Laufs</translation>
    </message>
    <message>
        <source>&lt;b&gt;Selected tokens&lt;/b&gt;</source>
        <translation>&lt;b&gt;Gewählte Token&lt;/b&gt;</translation>
    </message>
    <message>
        <source>none are selected; drag over curves or in the map, or search.</source>
        <translation>keine sind gewählt; über Kurven oder auf der Karte ziehen oder suchen.</translation>
    </message>
    <message>
        <source>the filters leave none of these.</source>
        <translation>die Filter lassen keine davon.</translation>
    </message>
    <message>
        <source>Select these tokens</source>
        <translation>Diese Token wählen</translation>
    </message>
    <message>
        <source>picked from their contexts</source>
        <translation>aus ihren Kontexten herausgesucht</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::CurvesPanel</name>
    <message>
        <source>token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>Curves come with the first trajectories</source>
        <translation>Kurven kommen mit den ersten Trajektorien</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>POLCA of the vector chosen</source>
        <translation>POLCA des gewählten Vektors</translation>
    </message>
    <message>
        <source>Projected loss along the vector chosen</source>
        <translation>Projizierter Verlust entlang des gewählten Vektors</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::DocumentWindow</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>Im Dokument suchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>found from the end</source>
        <translation>vom Ende her gefunden</translation>
    </message>
    <message>
        <source>found from the beginning</source>
        <translation>vom Anfang her gefunden</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ExplainedLine</name>
    <message>
        <source>How much the basis explains</source>
        <translation>Wie viel die Basis erklärt</translation>
    </message>
    <message>
        <source>&lt;p&gt;The share is the sum of all POLCA values over the true change of the mean loss; the remainder is what lies outside the basis, or beyond the decomposition.&lt;/p&gt;&lt;p&gt;A small share is normal. Training moves in very many directions; the basis holds the few along which the loss is most curved, and movement along these goes back and forth, so that little of it adds up. POLCA asks which tokens move together along them, not how much of the loss they carry. The share can be negative, too: then the movement along the basis alone would have raised the loss.&lt;/p&gt;&lt;p&gt;First order counts each step&apos;s slope and can sum to more than the true change. The trapezoid takes the slope at both ends of each step and is usually nearer to what happened.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Der Anteil ist die Summe aller POLCA-Werte, geteilt durch die wahre Änderung des mittleren Verlusts; der Rest liegt außerhalb der Basis oder jenseits der Zerlegung.&lt;/p&gt;&lt;p&gt;Ein kleiner Anteil ist normal. Das Training bewegt sich in sehr viele Richtungen; die Basis enthält die wenigen, entlang derer der Verlust am stärksten gekrümmt ist, und die Bewegung entlang dieser geht hin und her, sodass sich wenig davon summiert. POLCA fragt, welche Token sich entlang ihrer gemeinsam bewegen, nicht, wie viel des Verlusts sie tragen. Der Anteil kann auch negativ sein: Dann hätte die Bewegung entlang der Basis allein den Verlust erhöht.&lt;/p&gt;&lt;p&gt;Die erste Ordnung zählt die Steigung jedes Schritts und kann mehr ergeben als die wahre Änderung. Das Trapez nimmt die Steigung an beiden Enden jedes Schritts und liegt meist näher an dem, was geschah.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Adding up how much the basis explains…</source>
        <translation>Wie viel die Basis erklärt, wird summiert…</translation>
    </message>
    <message>
        <source>How much the basis explains is known once the trajectories are complete.</source>
        <translation>Wie viel die Basis erklärt, steht fest, sobald die Trajektorien vollständig sind.</translation>
    </message>
    <message>
        <source>The basis explains &lt;b&gt;%1 %&lt;/b&gt; of the loss change (%2 of %3 nats, %4); remainder &lt;b&gt;%5 nats&lt;/b&gt;. It holds %6 % of the squared movement. &lt;a href=&quot;#why&quot;&gt;Why so?&lt;/a&gt;</source>
        <translation>Die Basis erklärt &lt;b&gt;%1 %&lt;/b&gt; der Verluständerung (%2 von %3 Nats, %4); Rest &lt;b&gt;%5 Nats&lt;/b&gt;. Sie enthält %6 % der quadrierten Bewegung. &lt;a href=&quot;#why&quot;&gt;Warum?&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Squared projections (Fisher) are sizes and no parts of the loss change. The basis holds %1 % of the squared movement. &lt;a href=&quot;#why&quot;&gt;Why so?&lt;/a&gt;</source>
        <translation>Quadrierte Projektionen (Fisher) sind Größen und keine Teile der Verluständerung. Die Basis enthält %1 % der quadrierten Bewegung. &lt;a href=&quot;#why&quot;&gt;Warum?&lt;/a&gt;</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::FigurePanel</name>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Legends</source>
        <translation>Legenden</translation>
    </message>
    <message>
        <source>Single tokens&apos; curves</source>
        <translation>Kurven einzelner Token</translation>
    </message>
    <message>
        <source>Selected clusters stand out</source>
        <translation>Gewählte Cluster hervorheben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>Vorschau der Abbildung</translation>
    </message>
    <message>
        <source>Size of the preview</source>
        <translation>Größe der Vorschau</translation>
    </message>
    <message>
        <source>at its size on paper</source>
        <translation>so groß wie auf Papier</translation>
    </message>
    <message>
        <source>twice as large</source>
        <translation>doppelt so groß</translation>
    </message>
    <message>
        <source>as large as fits</source>
        <translation>so groß, wie Platz ist</translation>
    </message>
    <message>
        <source>Writes the figure, its numbers, and where they came from</source>
        <translation>Schreibt die Abbildung, ihre Zahlen und woher sie kommen</translation>
    </message>
    <message>
        <source>Preview:</source>
        <translation>Vorschau:</translation>
    </message>
    <message>
        <source>Width of the figure</source>
        <translation>Breite der Abbildung</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Height of the figure</source>
        <translation>Höhe der Abbildung</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Größe des Textes</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Width of the lines</source>
        <translation>Breite der Linien</translation>
    </message>
    <message>
        <source>Resolution of PNG</source>
        <translation>Auflösung von PNG</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Plots side by side</source>
        <translation>Diagramme nebeneinander</translation>
    </message>
    <message>
        <source>Widths that journals ask for</source>
        <translation>Breiten, die Zeitschriften verlangen</translation>
    </message>
    <message>
        <source>Width…</source>
        <translation>Breite…</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>Views in the figure</source>
        <translation>Ansichten in der Abbildung</translation>
    </message>
    <message>
        <source>Letter of the first plot</source>
        <translation>Buchstabe des ersten Diagramms</translation>
    </message>
    <message>
        <source>such as a</source>
        <translation>etwa a</translation>
    </message>
    <message>
        <source>Stands at the top left of the first plot; the next ones have the letters that follow</source>
        <translation>Steht oben links im ersten Diagramm; die nächsten haben die folgenden Buchstaben</translation>
    </message>
    <message>
        <source>File of the figure, without its ending</source>
        <translation>Datei der Abbildung, ohne Endung</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <source>Side by side:</source>
        <translation>Nebeneinander:</translation>
    </message>
    <message>
        <source>Panel letter:</source>
        <translation>Buchstabe:</translation>
    </message>
    <message>
        <source>Text:</source>
        <translation>Text:</translation>
    </message>
    <message>
        <source>Lines:</source>
        <translation>Linien:</translation>
    </message>
    <message>
        <source>Show:</source>
        <translation>Zeigen:</translation>
    </message>
    <message>
        <source>Format:</source>
        <translation>Format:</translation>
    </message>
    <message>
        <source>PNG resolution:</source>
        <translation>PNG-Auflösung:</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Datei:</translation>
    </message>
    <message>
        <source>Nothing to show yet: %1.</source>
        <translation>Noch nichts zu zeigen: %1.</translation>
    </message>
    <message>
        <source>Choose the views that the figure is to show.</source>
        <translation>Die Ansichten wählen, die die Abbildung zeigen soll.</translation>
    </message>
    <message>
        <source>%1; %2 by %3 mm</source>
        <comment>titles of plots, width, height</comment>
        <translation>%1; %2 mal %3 mm</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.png *.svg)</source>
        <translation>Abbildungen (*.pdf *.png *.svg)</translation>
    </message>
    <message>
        <source>Written: %1.</source>
        <translation>Geschrieben: %1.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::FilterBar</name>
    <message>
        <source>Filters of tokens</source>
        <translation>Filter der Token</translation>
    </message>
    <message>
        <source>Only tokens in clusters</source>
        <translation>Nur Token in Clustern</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <comment>a filter, and how many tokens it leaves</comment>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Remove this filter: %1</source>
        <translation>Diesen Filter entfernen: %1</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <comment>tokens</comment>
        <translation>%1 von %2 gezeigt</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::JobBox</name>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: %2 %, %3 left</source>
        <comment>run, per cent, time</comment>
        <translation>&lt;b&gt;%1&lt;/b&gt;: %2 %, noch %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: %2</source>
        <comment>run, state</comment>
        <translation>&lt;b&gt;%1&lt;/b&gt;: %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>%1 left in this stage</source>
        <translation>noch %1 in dieser Stufe</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::LabelCurvesPanel</name>
    <message>
        <source>Split by</source>
        <translation>Teilen nach</translation>
    </message>
    <message>
        <source>The label that the tokens are split by</source>
        <translation>Das Label, nach dem die Token geteilt werden</translation>
    </message>
    <message>
        <source>And by</source>
        <translation>Und nach</translation>
    </message>
    <message>
        <source>A second label: a curve for each combination</source>
        <translation>Ein zweites Label: eine Kurve je Kombination</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>The label that clusters are to hold</source>
        <translation>Das Label, das Cluster enthalten sollen</translation>
    </message>
    <message>
        <source>Least share</source>
        <translation>Kleinster Anteil</translation>
    </message>
    <message>
        <source>How many of a cluster&apos;s tokens must have the label for its curve to be drawn; the papers ask for 90 %</source>
        <translation>Wie viele Token eines Clusters das Label haben müssen, damit seine Kurve gezeichnet wird; die Arbeiten verlangen 90 %</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Loss by</source>
        <translation>Verlust nach</translation>
    </message>
    <message>
        <source>and</source>
        <comment>between two labels</comment>
        <translation>und</translation>
    </message>
    <message>
        <source>Clusters of</source>
        <translation>Cluster mit</translation>
    </message>
    <message>
        <source>at least</source>
        <comment>share of a cluster</comment>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>nothing</source>
        <comment>split by</comment>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing more</source>
        <comment>split by</comment>
        <translation>nichts weiter</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Curves come with the first trajectories</source>
        <translation>Kurven kommen mit den ersten Trajektorien</translation>
    </message>
    <message>
        <source>Loss by label</source>
        <translation>Verlust nach Label</translation>
    </message>
    <message>
        <source>Clusters of a label, by loss</source>
        <translation>Cluster mit einem Label, nach Verlust</translation>
    </message>
    <message>
        <source>Clusters of a label, along vectors</source>
        <translation>Cluster mit einem Label, entlang Vektoren</translation>
    </message>
    <message>
        <source>All tokens with a label</source>
        <translation>Alle Token mit einem Label</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::LabelsPanel</name>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Each bar as a share of its cluster</source>
        <translation>Jeder Balken als Anteil seines Clusters</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Each bar as a number of tokens</source>
        <translation>Jeder Balken als Anzahl von Token</translation>
    </message>
    <message>
        <source>Shows what each cluster is made of, once there are clusters</source>
        <translation>Zeigt, woraus jeder Cluster besteht, sobald es Cluster gibt</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>The label with a bar for each of its values</source>
        <translation>Das Label mit einem Balken je Wert</translation>
    </message>
    <message>
        <source>Stacked by</source>
        <translation>Gestapelt nach</translation>
    </message>
    <message>
        <source>The label by which the bars are stacked</source>
        <translation>Das Label, nach dem die Balken gestapelt sind</translation>
    </message>
    <message>
        <source>Tokens that count</source>
        <translation>Token, die zählen</translation>
    </message>
    <message>
        <source>The papers call a cluster by what over 90 % of its tokens have; on English, by what over 85 % of the tenth of its trajectories nearest the centroid have.</source>
        <translation>Die Arbeiten benennen einen Cluster nach dem, was über 90 % seiner Token haben; im Englischen nach dem, was über 85 % des Zehntels seiner Trajektorien haben, das dem Zentroid am nächsten ist.</translation>
    </message>
    <message>
        <source>Enrichment</source>
        <translation>Anreicherung</translation>
    </message>
    <message>
        <source>How many times as frequent as among all tokens, with 95 % intervals (Wilson&apos;s) of the share in the cluster</source>
        <translation>Wievielmal so häufig wie unter allen Token, mit 95-%-Intervallen (nach Wilson) des Anteils im Cluster</translation>
    </message>
    <message>
        <source>Named from</source>
        <translation>Benannt ab</translation>
    </message>
    <message>
        <source>A cluster is called by every label that more than this share of its tokens have</source>
        <translation>Ein Cluster heißt nach jedem Label, das mehr als dieser Anteil seiner Token hat</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>allen Token</translation>
    </message>
    <message>
        <source>the nearest 10 %</source>
        <translation>den nächsten 10 %</translation>
    </message>
    <message>
        <source>Named over</source>
        <translation>Benannt über</translation>
    </message>
    <message>
        <source>of</source>
        <comment>share of tokens</comment>
        <translation>von</translation>
    </message>
    <message>
        <source>not stacked</source>
        <translation>nicht gestapelt</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::NewRunDialog</name>
    <message>
        <source>New Run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>&amp;Recipe:</source>
        <translation>&amp;Rezept:</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>Aus einer &amp;Datei…</translation>
    </message>
    <message>
        <source>&amp;Place of the run:</source>
        <translation>&amp;Ort des Laufs:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>Durch&amp;suchen…</translation>
    </message>
    <message>
        <source>Create and run</source>
        <translation>Anlegen und starten</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>Rezepte (*.json)</translation>
    </message>
    <message>
        <source>Place of the Run</source>
        <translation>Ort des Laufs</translation>
    </message>
    <message>
        <source>Runs (*.polca)</source>
        <translation>Läufe (*.polca)</translation>
    </message>
    <message>
        <source>In the recipe: %1</source>
        <translation>Im Rezept: %1</translation>
    </message>
    <message>
        <source>Say where the run shall go.</source>
        <translation>Angeben, wohin der Lauf soll.</translation>
    </message>
    <message>
        <source>There is already something at this place. Choose another name.</source>
        <translation>An diesem Ort ist schon etwas. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden. Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; parameters, &lt;b&gt;%2&lt;/b&gt; tokens followed over &lt;b&gt;%3&lt;/b&gt; points of &lt;b&gt;%4&lt;/b&gt; stored checkpoints. Needs &lt;b&gt;%5&lt;/b&gt; of disk (checkpoints %6, basis %7, trajectories %8); %9.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; Parameter, &lt;b&gt;%2&lt;/b&gt; Token, verfolgt über &lt;b&gt;%3&lt;/b&gt; Punkte aus &lt;b&gt;%4&lt;/b&gt; gespeicherten Checkpoints. Braucht &lt;b&gt;%5&lt;/b&gt; auf der Platte (Checkpoints %6, Basis %7, Trajektorien %8); %9.</translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation>%1 sind frei</translation>
    </message>
    <message>
        <source>how much is free is unknown</source>
        <translation>wie viel frei ist, ist unbekannt</translation>
    </message>
    <message>
        <source>The disk has too little room: %1 are needed, %2 are free.</source>
        <translation>Die Platte hat zu wenig Platz: %1 werden gebraucht, %2 sind frei.</translation>
    </message>
    <message>
        <source>Some values cannot work; they are marked with ⚠.</source>
        <translation>Einige Werte sind nicht möglich; sie sind mit ⚠ markiert.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::OutOfDateLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep the clusters that are shown</source>
        <translation>Die gezeigten Cluster behalten</translation>
    </message>
    <message>
        <source>Progress of the clustering</source>
        <translation>Fortschritt des Clusterings</translation>
    </message>
    <message>
        <source>the clustering chosen</source>
        <translation>das gewählte Clustering</translation>
    </message>
    <message>
        <source>&lt;b&gt;Out of date&lt;/b&gt;: the views show the clusters before, until the new ones are found (%1).</source>
        <translation>&lt;b&gt;Veraltet&lt;/b&gt;: Die Ansichten zeigen die bisherigen Cluster, bis die neuen gefunden sind (%1).</translation>
    </message>
    <message>
        <source>&lt;b&gt;Out of date&lt;/b&gt;: the views show the clusters before; what is asked for (%1) is not there.</source>
        <translation>&lt;b&gt;Veraltet&lt;/b&gt;: Die Ansichten zeigen die bisherigen Cluster; das Verlangte (%1) ist nicht da.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::OverviewPanel</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Which label the clusters are asked for: the share of a cluster&apos;s tokens that have it</source>
        <translation>Nach welchem Label die Cluster gefragt werden: der Anteil der Token eines Clusters, die es haben</translation>
    </message>
    <message>
        <source>Progress of the overview</source>
        <translation>Fortschritt des Überblicks</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>The largest share of any cluster</source>
        <translation>Der größte Anteil in einem Cluster</translation>
    </message>
    <message>
        <source>Above chance</source>
        <translation>Über dem Zufall</translation>
    </message>
    <message>
        <source>That share minus what chance gives: the 95th percentile of the largest share when the label is shuffled 200 times among the tokens of the same output token and place. One cell in twenty is above it by chance alone.</source>
        <translation>Dieser Anteil minus das, was der Zufall gibt: das 95. Perzentil des größten Anteils, wenn das Label 200-mal unter den Token mit gleichem Ausgabetoken und gleicher Stelle gemischt wird. Eine von zwanzig Zellen liegt allein durch Zufall darüber.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>Shows which vectors and output tokens have clusters that tell something, once a run is clustered</source>
        <translation>Zeigt, welche Vektoren und Ausgabetoken aussagekräftige Cluster haben, sobald ein Lauf geclustert ist</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ParameterMapPanel</name>
    <message>
        <source>Parameter map</source>
        <translation>Parameterkarte</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>Cluster by all these parameters, in the background</source>
        <translation>Nach all diesen Parametern clustern, im Hintergrund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what is known stays</source>
        <translation>Stoppen; was bekannt ist, bleibt</translation>
    </message>
    <message>
        <source>Progress of the parameter map</source>
        <translation>Fortschritt der Parameterkarte</translation>
    </message>
    <message>
        <source>How many clusters are found</source>
        <translation>Wie viele Cluster gefunden werden</translation>
    </message>
    <message>
        <source>The share of the tokens clustered that are in no cluster</source>
        <translation>Der Anteil der geclusterten Token, die in keinem Cluster sind</translation>
    </message>
    <message>
        <source>The largest carry share of any cluster that has 85 % of its carries in the 10s and 100s places. Small clusters reach high shares by chance: the list of clusters says what chance gives.</source>
        <translation>Der größte Übertragsanteil eines Clusters, der 85 % seiner Überträge an der Zehner- oder Hunderterstelle hat. Kleine Cluster erreichen durch Zufall hohe Anteile: Die Liste der Cluster sagt, was der Zufall gibt.</translation>
    </message>
    <message>
        <source>Compute shows what other parameters would find, and so whether a finding hangs on one of them.</source>
        <translation>„Berechnen“ zeigt, was andere Parameter fänden, und damit, ob ein Befund an einem davon hängt.</translation>
    </message>
    <message>
        <source>Shows whether a finding hangs on one setting, once there are clusters.</source>
        <translation>Zeigt, ob ein Befund an einer Einstellung hängt, sobald es Cluster gibt.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ResourcesView</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>not known: the engine was started elsewhere</source>
        <translation>nicht bekannt: Die Engine wurde anderswo gestartet</translation>
    </message>
    <message>
        <source>no engine is at work</source>
        <translation>keine Engine arbeitet</translation>
    </message>
    <message>
        <source>%1 of %2, at most %3 so far</source>
        <comment>memory of the engine, of the machine, most</comment>
        <translation>%1 von %2, bisher höchstens %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln core(s) busy</source>
        <comment>with the engine</comment>
        <translation>
            <numerusform>%1 von %Ln Kern ausgelastet</numerusform>
            <numerusform>%1 von %Ln Kernen ausgelastet</numerusform>
        </translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>wird gemessen…</translation>
    </message>
    <message>
        <source>no run is open</source>
        <translation>kein Lauf ist geöffnet</translation>
    </message>
    <message>
        <source>the run holds %1 of about %2</source>
        <comment>bytes</comment>
        <translation>der Lauf belegt %1 von etwa %2</translation>
    </message>
    <message>
        <source>the run holds %1</source>
        <comment>bytes</comment>
        <translation>der Lauf belegt %1</translation>
    </message>
    <message>
        <source>%1 are free</source>
        <translation>%1 sind frei</translation>
    </message>
    <message>
        <source>the run is complete</source>
        <translation>der Lauf ist vollständig</translation>
    </message>
    <message>
        <source>an engine is at work, started elsewhere</source>
        <translation>eine anderswo gestartete Engine arbeitet</translation>
    </message>
    <message>
        <source>not finished; no engine is at work</source>
        <translation>nicht fertig; keine Engine arbeitet</translation>
    </message>
    <message>
        <source>not running at the moment</source>
        <translation>läuft gerade nicht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>stage, count</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>startet…</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::SampleLine</name>
    <message>
        <source>What this sample holds</source>
        <translation>Was diese Stichprobe enthält</translation>
    </message>
    <message>
        <source>output token</source>
        <translation>Ausgabetoken</translation>
    </message>
    <message>
        <source>&lt;b&gt;Sample&lt;/b&gt; of %1: %2 of %3 tokens, stratified by %4; no weights</source>
        <comment>run, count, count, list of labels</comment>
        <translation>&lt;b&gt;Stichprobe&lt;/b&gt; von %1: %2 von %3 Token, geschichtet nach %4; ohne Gewichte</translation>
    </message>
    <message>
        <source>&lt;p&gt;A sample holds a part of a run&apos;s tokens, drawn at random so that each kind of token keeps its share, with all steps and vectors. The numbers of each token are those of the whole run; clusters, shares and means are of the tokens that are here.&lt;/p&gt;&lt;p&gt;It is read-only: clusterings can be changed and clusters named, which is kept with your own files, but no engine can go on with it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Eine Stichprobe enthält einen Teil der Token eines Laufs, zufällig so gezogen, dass jede Art von Token ihren Anteil behält, mit allen Schritten und Vektoren. Die Zahlen jedes Tokens sind die des ganzen Laufs; Cluster, Anteile und Mittel sind die der Token, die hier sind.&lt;/p&gt;&lt;p&gt;Sie ist schreibgeschützt: Clusterings lassen sich ändern und Cluster benennen, was bei den eigenen Dateien behalten wird, aber keine Engine kann sie fortsetzen.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::SelectionPanel</name>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Every drag over loss curves or a vector&apos;s strip selects the tokens that fall between the two steps (Ctrl+B): with Shift added, with Alt taken away, with Ctrl turned about. With one of these keys a drag does so at any time.</source>
        <translation>Jedes Ziehen über Verlustkurven oder den Streifen eines Vektors wählt die Token, die zwischen den beiden Schritten fallen (Strg+B): mit Umschalt hinzufügen, mit Alt wegnehmen, mit Strg umkehren. Mit einer dieser Tasten geht es jederzeit.</translation>
    </message>
    <message>
        <source>Least fall</source>
        <translation>Kleinster Abfall</translation>
    </message>
    <message>
        <source>Tokens whose value falls by more than this between the two steps are selected; the last drag follows a change</source>
        <translation>Gewählt werden Token, deren Wert zwischen den beiden Schritten um mehr als dies fällt; eine Änderung gilt auch für das letzte Ziehen</translation>
    </message>
    <message>
        <source> nats</source>
        <translation> Nats</translation>
    </message>
    <message>
        <source>Select tokens by a regular expression</source>
        <translation>Token mit einem regulären Ausdruck wählen</translation>
    </message>
    <message>
        <source>Select matches of…</source>
        <translation>Passende wählen…</translation>
    </message>
    <message>
        <source>A regular expression; Enter selects all tokens of the run that match: with Shift added, with Alt taken away, with Ctrl turned about</source>
        <translation>Ein regulärer Ausdruck; Eingabe wählt alle Token des Laufs, die zu ihm passen: mit Umschalt hinzufügen, mit Alt wegnehmen, mit Strg umkehren</translation>
    </message>
    <message>
        <source>Where the expression is looked for</source>
        <translation>Wo der Ausdruck gesucht wird</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>In the text of the token itself</source>
        <translation>Im Text des Tokens selbst</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>In the 20 tokens before it and the token itself, with which the text ends</source>
        <translation>In den 20 Token davor und dem Token selbst, mit dem der Text endet</translation>
    </message>
    <message>
        <source>%1: none</source>
        <comment>what was looked for</comment>
        <translation>%1: keine</translation>
    </message>
    <message>
        <source>No tokens are selected: draw in the map, drag over curves, or search.</source>
        <translation>Keine Token sind gewählt: auf der Karte zeichnen, über Kurven ziehen oder suchen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln token(s) selected: %2</source>
        <translation>
            <numerusform>%1 von %Ln Token gewählt: %2</numerusform>
            <numerusform>%1 von %Ln Token gewählt: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep the selected tokens as a slice with a name, and how they were selected</source>
        <translation>Die gewählten Token als Auszug mit einem Namen behalten, und wie sie gewählt wurden</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>The slice chosen becomes the tokens that are selected now</source>
        <translation>Der gewählte Auszug wird zu den Token, die jetzt gewählt sind</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Slices: tokens kept under a name</source>
        <translation>Auszüge: Token, die unter einem Namen behalten sind</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Show only some tokens in contexts, map and bars; each filter stands above the curves and is removed there</source>
        <translation>In Kontexten, Karte und Balken nur manche Token zeigen; jeder Filter steht über den Kurven und wird dort entfernt</translation>
    </message>
    <message>
        <source>Only matches of the expression below</source>
        <translation>Nur, was zum Ausdruck darunter passt</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::StartPage</name>
    <message>
        <source>Open the sample run</source>
        <translation>Beispiellauf öffnen</translation>
    </message>
    <message>
        <source>A finished run to look around in</source>
        <translation>Ein fertiger Lauf, um sich umzusehen</translation>
    </message>
    <message>
        <source>What does a language model learn, and when?</source>
        <translation>Was lernt ein Sprachmodell, und wann?</translation>
    </message>
    <message>
        <source>Polcascope trains a small transformer, splits every token&apos;s loss change along directions in weight space, and groups the tokens whose losses move together. Each group may be a skill: you see when it is learnt, and read the tokens that need it.</source>
        <translation>Polcascope trainiert einen kleinen Transformer, zerlegt die Verluständerung jedes Tokens entlang von Richtungen im Raum der Gewichte und gruppiert die Token, deren Verluste sich gemeinsam bewegen. Jede Gruppe kann eine Fähigkeit sein: Man sieht, wann sie gelernt wird, und liest die Token, die sie brauchen.</translation>
    </message>
    <message>
        <source>Run the demo</source>
        <translation>Demo starten</translation>
    </message>
    <message>
        <source>Trains a small model on three-digit addition and analyses it, in about two minutes</source>
        <translation>Trainiert ein kleines Modell auf die Addition dreistelliger Zahlen und analysiert es, in etwa zwei Minuten</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>Neuer Lauf…</translation>
    </message>
    <message>
        <source>From a recipe, with every parameter open to change</source>
        <translation>Aus einem Rezept, jeder Parameter veränderbar</translation>
    </message>
    <message>
        <source>Open a run…</source>
        <translation>Lauf öffnen…</translation>
    </message>
    <message>
        <source>A folder that Polcascope made; you can also drop it on the window</source>
        <translation>Ein Ordner, den Polcascope angelegt hat; er kann auch auf das Fenster gezogen werden</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Runs opened lately</source>
        <translation>Zuletzt geöffnete Läufe</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::StripsPanel</name>
    <message>
        <source>There are no trajectories along basis vectors yet.</source>
        <translation>Es gibt noch keine Trajektorien entlang von Basisvektoren.</translation>
    </message>
    <message>
        <source>POLCA of one of all vectors</source>
        <translation>POLCA eines aller Vektoren</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::TableTwin</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The same as a table (F8)</source>
        <translation>Dasselbe als Tabelle (F8)</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::TablesPanel</name>
    <message>
        <source>Tells whether clusters are found again when tokens are resampled and the clustering&apos;s sizes are changed.</source>
        <translation>Sagt, ob Cluster wiedergefunden werden, wenn Token neu gezogen und die Größen des Clusterings geändert werden.</translation>
    </message>
    <message>
        <source>Tells how the first table of 2024 depends on what the paper leaves open: decomposition, raw or cumulated values, minimum samples, interval and part of training.</source>
        <translation>Sagt, wie die erste Tabelle von 2024 davon abhängt, was der Artikel offenlässt: Zerlegung, rohe oder summierte Werte, Mindestpunkte, Abstand und Teil des Trainings.</translation>
    </message>
    <message>
        <source>Held-out tokens are being placed in every cluster, which takes about as long as clustering did.</source>
        <translation>Zurückgehaltene Token werden in jeden Cluster eingeordnet, was etwa so lange dauert wie das Clustern.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the rows selected, or all, to paste them into a spreadsheet (Ctrl+C)</source>
        <translation>Die ausgewählten Zeilen oder alle kopieren, um sie in eine Tabellenkalkulation einzufügen (Strg+C)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save the table as CSV or Markdown</source>
        <translation>Die Tabelle als CSV oder Markdown speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; what is known stays</source>
        <translation>Stoppen; was bekannt ist, bleibt</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Progress of the tables</source>
        <translation>Fortschritt der Tabellen</translation>
    </message>
    <message>
        <source>Notes of the table</source>
        <translation>Anmerkungen zur Tabelle</translation>
    </message>
    <message>
        <source>out of date: being computed anew</source>
        <translation>veraltet: wird neu berechnet</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Waits until the other tables are there.</source>
        <translation>Wartet, bis die anderen Tabellen da sind.</translation>
    </message>
    <message>
        <source>Takes about %1 on this machine.</source>
        <comment>a time</comment>
        <translation>Dauert auf diesem Rechner etwa %1.</translation>
    </message>
    <message>
        <source>Shows the papers&apos; tables of this run, once it is clustered</source>
        <translation>Zeigt die Tabellen der Artikel für diesen Lauf, sobald er geclustert ist</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>CSV (*.csv);;Markdown (*.md)</source>
        <translation>CSV (*.csv);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>Your own labels (%1) are not counted here: the paper counts carries and places, by rules made for these. The list of clusters, the overview, the bars and the curves by label count them.</source>
        <translation>Die eigenen Labels (%1) sind hier nicht gezählt: Der Artikel zählt Überträge und Stellen, nach Regeln, die für diese gemacht sind. Die Liste der Cluster, die Übersicht, die Balken und die Kurven nach Label zählen sie.</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::TokenMapPanel</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Progress of the map</source>
        <translation>Fortschritt der Karte</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Drag to move the map</source>
        <translation>Ziehen bewegt die Karte</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Same scale</source>
        <translation>Gleicher Maßstab</translation>
    </message>
    <message>
        <source>A step across is as long as a step up, so that distances are what they look like; otherwise all room is used</source>
        <translation>Ein Schritt zur Seite ist so lang wie einer nach oben, sodass Abstände sind, wonach sie aussehen; sonst wird aller Platz genutzt</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Shows which tokens move alike, once there are trajectories</source>
        <translation>Zeigt, welche Token sich ähnlich bewegen, sobald es Trajektorien gibt</translation>
    </message>
    <message>
        <source>Drag to select what is inside: with Shift added, with Alt taken away, with Ctrl turned about</source>
        <translation>Ziehen wählt, was innen liegt: mit Umschalt hinzufügen, mit Alt wegnehmen, mit Strg umkehren</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>drawn in the map of %1</source>
        <translation>auf der Karte gezeichnet (%1)</translation>
    </message>
    <message>
        <source>A rectangle or lasso selects the tokens inside; otherwise the clusters with any token inside</source>
        <translation>Ein Rechteck oder Lasso wählt die Token innen; sonst die Cluster, die irgendein Token innen haben</translation>
    </message>
</context>
<context>
    <name>polcascope::panels::TrainingPanel</name>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>mean loss of the batch (nats)</source>
        <translation>mittlerer Verlust des Batches (Nats)</translation>
    </message>
    <message>
        <source>Training has not begun.</source>
        <translation>Das Training hat nicht begonnen.</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message numerus="yes">
        <source>Each point is the mean of %Ln step(s).</source>
        <translation>
            <numerusform>Jeder Punkt ist das Mittel von %Ln Schritt.</numerusform>
            <numerusform>Jeder Punkt ist das Mittel von %Ln Schritten.</numerusform>
        </translation>
    </message>
    <message>
        <source>up to step %1 of %2</source>
        <translation>bis Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>polcascope::views::AxisLimitsDialog</name>
    <message>
        <source>Axis limits</source>
        <translation>Achsengrenzen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between the ends of an axis</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>&amp;Steps:</source>
        <translation>&amp;Schritte:</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Erster Schritt</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Letzter Schritt</translation>
    </message>
    <message>
        <source>&amp;Values:</source>
        <translation>&amp;Werte:</translation>
    </message>
    <message>
        <source>Lowest value</source>
        <translation>Kleinster Wert</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>An end left empty shows all there is.</source>
        <translation>Ein leeres Ende zeigt alles, was da ist.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>A logarithmic axis has no place for 0 or less.</source>
        <translation>Eine logarithmische Achse hat keinen Platz für 0 und weniger.</translation>
    </message>
    <message>
        <source>An axis must end above where it begins.</source>
        <translation>Eine Achse muss über ihrem Anfang enden.</translation>
    </message>
</context>
<context>
    <name>polcascope::views::BreakthroughsPlot</name>
    <message>
        <source>Breakthroughs</source>
        <translation>Durchbrüche</translation>
    </message>
    <message>
        <source>never speeds up</source>
        <translation>wird nie schneller</translation>
    </message>
    <message>
        <source>training step</source>
        <translation>Trainingsschritt</translation>
    </message>
    <message>
        <source>When clusters break</source>
        <translation>Wann Cluster durchbrechen</translation>
    </message>
    <message>
        <source>bar: middle half · filled: together (p ≤ 0.05) · diamond: hidden, after the loss is flat (dashes)</source>
        <translation>Balken: mittlere Hälfte · gefüllt: gemeinsam (p ≤ 0,05) · Raute: verborgen, nach dem Abflachen des Verlusts (gestrichelt)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s), %1 of them carries</source>
        <translation>
            <numerusform>%Ln Token, davon %1 mit Übertrag</numerusform>
            <numerusform>%Ln Token, davon %1 mit Übertrag</numerusform>
        </translation>
    </message>
    <message>
        <source>no two of its tokens speed up within this run</source>
        <translation>keine zwei seiner Token werden in diesem Lauf schneller</translation>
    </message>
    <message>
        <source>break step %1, half of the tokens from %2 to %3</source>
        <translation>Durchbruchsschritt %1, die Hälfte der Token von %2 bis %3</translation>
    </message>
    <message>
        <source>these lie %1 steps apart, in random groups as large %2 (p = %3)</source>
        <translation>diese liegen %1 Schritte auseinander, in gleich großen Zufallsgruppen %2 (p = %3)</translation>
    </message>
    <message>
        <source>hidden: after the mean loss has gone flat at step %1</source>
        <translation>verborgen: nachdem der mittlere Verlust bei Schritt %1 flach geworden ist</translation>
    </message>
    <message>
        <source>Click or Enter: look at it</source>
        <translation>Klick oder Eingabetaste: ansehen</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
</context>
<context>
    <name>polcascope::views::ComparisonPlot</name>
    <message>
        <source>What has moved</source>
        <translation>Was gewandert ist</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>tokens in both; colour: their share of both; frame: continues</source>
        <translation>Token in beiden; Farbe: ihr Anteil an beiden; Rahmen: setzt fort</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>clusters</comment>
        <translation>%1 und %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) in both</source>
        <translation>
            <numerusform>%Ln Token in beiden</numerusform>
            <numerusform>%Ln Token in beiden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of the pinned, %2 % of the shown</source>
        <translation>%1 % des angehefteten, %2 % des gezeigten</translation>
    </message>
    <message>
        <source>Click or Enter: selects them</source>
        <translation>Klick oder Eingabe: wählt sie aus</translation>
    </message>
</context>
<context>
    <name>polcascope::views::CondensedTreePlot</name>
    <message>
        <source>λ = 1 / distance</source>
        <translation>λ = 1 / Abstand</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Condensed tree</source>
        <translation>Kondensierter Baum</translation>
    </message>
    <message>
        <source>ε = %1: nothing is split below</source>
        <translation>ε = %1: darunter wird nichts geteilt</translation>
    </message>
    <message>
        <source>ε: drag up to join what splits below</source>
        <translation>ε: hochziehen vereint, was darunter geteilt ist</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Part of &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Teil von &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;All tokens&lt;/b&gt;</source>
        <translation>&lt;b&gt;Alle Token&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;In no cluster as a whole&lt;/b&gt;</source>
        <translation>&lt;b&gt;Als Ganzes in keinem Cluster&lt;/b&gt;</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) where it begins</source>
        <translation>
            <numerusform>%Ln Token am Anfang</numerusform>
            <numerusform>%Ln Token am Anfang</numerusform>
        </translation>
    </message>
    <message>
        <source>ends at distance %1</source>
        <translation>endet bei Abstand %1</translation>
    </message>
    <message>
        <source>from distance %1 to %2 (λ %3 to %4)</source>
        <translation>von Abstand %1 bis %2 (λ %3 bis %4)</translation>
    </message>
    <message>
        <source>splits into %1</source>
        <translation>teilt sich in %1</translation>
    </message>
    <message>
        <source>stability %1</source>
        <translation>Stabilität %1</translation>
    </message>
    <message numerus="yes">
        <source>persistence %1, mean probability %2, %Ln token(s)</source>
        <translation>
            <numerusform>Persistenz %1, mittlere Wahrscheinlichkeit %2, %Ln Token</numerusform>
            <numerusform>Persistenz %1, mittlere Wahrscheinlichkeit %2, %Ln Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) leave it one by one: outliers</source>
        <translation>
            <numerusform>%Ln Token verlässt ihn einzeln: Ausreißer</numerusform>
            <numerusform>%Ln Token verlassen ihn einzeln: Ausreißer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>here, at %1: %Ln token(s) left</source>
        <translation>
            <numerusform>hier, bei %1: noch %Ln Token</numerusform>
            <numerusform>hier, bei %1: noch %Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>, probability %1</source>
        <translation>, Wahrscheinlichkeit %1</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
</context>
<context>
    <name>polcascope::views::CurvePlot</name>
    <message>
        <source>Curves over training steps</source>
        <translation>Kurven über Trainingsschritte</translation>
    </message>
    <message>
        <source>%1: %2 at step %3.</source>
        <translation>%1: %2 bei Schritt %3.</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
    <message>
        <source>Save &amp;figure…</source>
        <translation>Abbildung &amp;speichern…</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
    <message>
        <source>&amp;Logarithmic steps</source>
        <translation>&amp;Logarithmische Schritte</translation>
    </message>
    <message>
        <source>Axis li&amp;mits…</source>
        <translation>Achsen&amp;grenzen…</translation>
    </message>
    <message>
        <source>&amp;Value axis</source>
        <translation>&amp;Werteachse</translation>
    </message>
    <message>
        <source>Logarithmic (not for values of 0 or less)</source>
        <translation>Logarithmisch (nicht für Werte bis 0)</translation>
    </message>
    <message>
        <source>Value axis: %1.</source>
        <translation>Werteachse: %1.</translation>
    </message>
</context>
<context>
    <name>polcascope::views::GridPlot</name>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
</context>
<context>
    <name>polcascope::views::LabelBarPlot</name>
    <message>
        <source>Labels of the clusters</source>
        <translation>Labels der Cluster</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
    <message>
        <source>Save &amp;figure…</source>
        <translation>Abbildung &amp;speichern…</translation>
    </message>
    <message>
        <source>%1: %2 of %3 (%4 %, base rate %5 %), %6 times as often (95 %: %7 to %8)</source>
        <translation>%1: %2 von %3 (%4 %, Grundanteil %5 %), %6-mal so häufig (95 %: %7 bis %8)</translation>
    </message>
</context>
<context>
    <name>polcascope::views::OverviewPlot</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>basis vector</source>
        <translation>Basisvektor</translation>
    </message>
    <message>
        <source>output token</source>
        <translation>Ausgabetoken</translation>
    </message>
    <message>
        <source>Best share of %1</source>
        <translation>Bester Anteil von %1</translation>
    </message>
    <message>
        <source>Best share of %1, above chance</source>
        <translation>Bester Anteil von %1, über dem Zufall</translation>
    </message>
    <message>
        <source>of any cluster there · empty: no clusters · frame: chosen</source>
        <translation>in einem der Cluster · leer: keine Cluster · Rahmen: gewählt</translation>
    </message>
    <message>
        <source>grey: not above chance</source>
        <translation>grau: nicht über dem Zufall</translation>
    </message>
    <message>
        <source>%1, all output tokens</source>
        <comment>vector</comment>
        <translation>%1, alle Ausgabetoken</translation>
    </message>
    <message>
        <source>%1, output token %2</source>
        <comment>vector</comment>
        <translation>%1, Ausgabetoken %2</translation>
    </message>
    <message>
        <source>The run does not hold this clustering. Click or Enter: cluster it now</source>
        <translation>Der Lauf enthält dieses Clustering nicht. Klick oder Eingabetaste: jetzt clustern</translation>
    </message>
    <message>
        <source>The 2026 rules leave this vector out: its mean projected loss does not fall.</source>
        <translation>Die Regeln von 2026 lassen diesen Vektor weg: Sein mittlerer projizierter Verlust fällt nicht.</translation>
    </message>
    <message>
        <source>No clusters: all tokens are outliers</source>
        <translation>Keine Cluster: Alle Token sind Ausreißer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln Cluster</numerusform>
            <numerusform>%Ln Cluster</numerusform>
        </translation>
    </message>
    <message>
        <source>none has 85 % of its carries in the 10s and 100s places</source>
        <translation>keiner hat 85 % seiner Überträge an der Zehner- und Hunderterstelle</translation>
    </message>
    <message numerus="yes">
        <source>best share of %1: %2, in a cluster of %Ln token(s)</source>
        <translation>
            <numerusform>bester Anteil von %1: %2, in einem Cluster von %Ln Token</numerusform>
            <numerusform>bester Anteil von %1: %2, in einem Cluster von %Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>by chance up to %1 (95 % of 200 shuffles)</source>
        <translation>durch Zufall bis %1 (95 % von 200 Mischungen)</translation>
    </message>
    <message>
        <source>by chance: being counted</source>
        <translation>durch Zufall: wird gezählt</translation>
    </message>
    <message>
        <source>Click or Enter: look at it</source>
        <translation>Klick oder Eingabetaste: ansehen</translation>
    </message>
</context>
<context>
    <name>polcascope::views::ParameterMapPlot</name>
    <message>
        <source>Parameter map</source>
        <translation>Parameterkarte</translation>
    </message>
    <message>
        <source>smallest cluster (tokens)</source>
        <translation>Mindestgröße (Token)</translation>
    </message>
    <message>
        <source>min. samples</source>
        <translation>Mindestpunkte</translation>
    </message>
    <message>
        <source>out of date: of another clustering</source>
        <translation>veraltet: von einem anderen Clustering</translation>
    </message>
    <message>
        <source>frame: now · diamond: by the rules</source>
        <translation>Rahmen: jetzt · Raute: nach den Regeln</translation>
    </message>
    <message>
        <source>largest carry share of a cluster with 85 % of its carries in the 10s and 100s</source>
        <translation>größter Übertragsanteil eines Clusters mit 85 % seiner Überträge an Zehner- und Hunderterstelle</translation>
    </message>
    <message>
        <source>Smallest cluster %1, minimum samples %2 (the token itself counts)</source>
        <translation>Mindestgröße %1, Mindestpunkte %2 (das Token selbst zählt)</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>Noch nicht berechnet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln Cluster</numerusform>
            <numerusform>%Ln Cluster</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the tokens are outliers</source>
        <translation>%1 der Token sind Ausreißer</translation>
    </message>
    <message>
        <source>best carry homogeneity %1</source>
        <translation>beste Übertragshomogenität %1</translation>
    </message>
    <message>
        <source>no cluster with its carries in the 10s and 100s places</source>
        <translation>kein Cluster mit seinen Überträgen an der Zehner- und Hunderterstelle</translation>
    </message>
    <message>
        <source>Click or Enter: cluster like this</source>
        <translation>Klick oder Eingabetaste: so clustern</translation>
    </message>
</context>
<context>
    <name>polcascope::views::TintLegend</name>
    <message>
        <source>Legend of the colours</source>
        <translation>Legende der Farben</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>the ends of a scale</comment>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>polcascope::views::TokenMapPlot</name>
    <message>
        <source>Map of the tokens</source>
        <translation>Karte der Token</translation>
    </message>
    <message>
        <source>Copy &amp;image</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;data</source>
        <translation>&amp;Daten kopieren</translation>
    </message>
    <message>
        <source>Save &amp;figure…</source>
        <translation>Abbildung &amp;speichern…</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alles zeigen</translation>
    </message>
</context>
<context>
    <name>polcascope::views::TrajectoryStrips</name>
    <message>
        <source>Vector %1</source>
        <translation>Vektor %1</translation>
    </message>
    <message>
        <source>λ = %1</source>
        <translation>λ = %1</translation>
    </message>
    <message>
        <source>%1 % of the loss change</source>
        <translation>%1 % der Verluständerung</translation>
    </message>
    <message>
        <source>found at step %1</source>
        <translation>gefunden bei Schritt %1</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Trajectories along each basis vector</source>
        <translation>Trajektorien entlang jedes Basisvektors</translation>
    </message>
    <message>
        <source>No basis vectors yet.</source>
        <translation>Noch keine Basisvektoren.</translation>
    </message>
</context>
<context>
    <name>polcascope::views::VectorGridPlot</name>
    <message>
        <source>basis vector</source>
        <translation>Basisvektor</translation>
    </message>
    <message>
        <source>Click or Enter: look at this vector</source>
        <translation>Klick oder Eingabetaste: diesen Vektor ansehen</translation>
    </message>
</context>
</TS>
