<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Breakthroughs</name>
    <message numerus="yes">
        <source>%Ln cluster(s),</source>
        <translation>
            <numerusform>%Ln cluster,</numerusform>
            <numerusform>%Ln clusters,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a break step;</source>
        <translation>
            <numerusform>%Ln with a break step;</numerusform>
            <numerusform>%Ln with a break step;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln synchronous;</source>
        <translation>
            <numerusform>%Ln synchronous;</numerusform>
            <numerusform>%Ln synchronous;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden, after the loss has gone flat at step %1.</source>
        <translation>
            <numerusform>%Ln hidden, after the loss has gone flat at step %1.</numerusform>
            <numerusform>%Ln hidden, after the loss has gone flat at step %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message numerus="yes">
        <source>%Ln token(s) clustered in both,</source>
        <translation>
            <numerusform>%Ln token clustered in both,</numerusform>
            <numerusform>%Ln tokens clustered in both,</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CondensedTree</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln branch(es)</source>
        <translation>
            <numerusform>%Ln branch</numerusform>
            <numerusform>%Ln branches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) with a duplicate never leave</source>
        <translation>
            <numerusform>%Ln token with a duplicate never leave</numerusform>
            <numerusform>%Ln tokens with a duplicate never leave</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Condensed tree of %Ln token(s)</source>
        <translation>
            <numerusform>Condensed tree of %Ln token</numerusform>
            <numerusform>Condensed tree of %Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s): from distance %2 to %3, persistence %4, mean probability %5.</source>
        <translation>
            <numerusform>%1, %Ln token: from distance %2 to %3, persistence %4, mean probability %5.</numerusform>
            <numerusform>%1, %Ln tokens: from distance %2 to %3, persistence %4, mean probability %5.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) in no cluster.</source>
        <translation>
            <numerusform>%Ln token in no cluster.</numerusform>
            <numerusform>%Ln tokens in no cluster.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FigureCommand</name>
    <message numerus="yes">
        <source>%1 of %Ln clustering(s) with a carry cluster, by F1; --most draws more.</source>
        <translation>
            <numerusform>%1 of %Ln clustering with a carry cluster, by F1; --most draws more.</numerusform>
            <numerusform>%1 of %Ln clusterings with a carry cluster, by F1; --most draws more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln figure(s) in %1</source>
        <translation>
            <numerusform>%Ln figure in %1</numerusform>
            <numerusform>%Ln figures in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelBarPlot</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Messages</name>
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
    <message numerus="yes">
        <source>%1 of %Ln step(s)</source>
        <translation>
            <numerusform>%1 of %Ln step</numerusform>
            <numerusform>%1 of %Ln steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln vector(s)</source>
        <translation>
            <numerusform>%1 of %Ln vector</numerusform>
            <numerusform>%1 of %Ln vectors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln checkpoint(s)</source>
        <translation>
            <numerusform>%1 of %Ln checkpoint</numerusform>
            <numerusform>%1 of %Ln checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln clustering(s)</source>
        <translation>
            <numerusform>%1 of %Ln clustering</numerusform>
            <numerusform>%1 of %Ln clusterings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>%Ln clustering(s),</source>
        <translation>
            <numerusform>%Ln clustering,</numerusform>
            <numerusform>%Ln clusterings,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with clusters.</source>
        <translation>
            <numerusform>%Ln with clusters.</numerusform>
            <numerusform>%Ln with clusters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParameterMap</name>
    <message numerus="yes">
        <source>%Ln setting(s):</source>
        <translation>
            <numerusform>%Ln setting:</numerusform>
            <numerusform>%Ln settings:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlotData</name>
    <message numerus="yes">
        <source>No clusters: in no part of the %Ln token(s) clustered do at least %1 lie densely together.</source>
        <translation>
            <numerusform>No clusters: in no part of the %Ln token clustered do at least %1 lie densely together.</numerusform>
            <numerusform>No clusters: in no part of the %Ln tokens clustered do at least %1 lie densely together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) left out: their projected loss rises</source>
        <translation>
            <numerusform>%Ln token left out: their projected loss rises</numerusform>
            <numerusform>%Ln tokens left out: their projected loss rises</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln group(s) from step %2 to %3.</source>
        <translation>
            <numerusform>%1 of %Ln group from step %2 to %3.</numerusform>
            <numerusform>%1 of %Ln groups from step %2 to %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s): from %2 to %3.</source>
        <translation>
            <numerusform>%1, %Ln token: from %2 to %3.</numerusform>
            <numerusform>%1, %Ln tokens: from %2 to %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln token(s)%2: %3.</source>
        <translation>
            <numerusform>%1, %Ln token%2: %3.</numerusform>
            <numerusform>%1, %Ln tokens%2: %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenFilter</name>
    <message numerus="yes">
        <source>filtered: %1 of %Ln token(s) of the run</source>
        <translation>
            <numerusform>filtered: %1 of %Ln token of the run</numerusform>
            <numerusform>filtered: %1 of %Ln tokens of the run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenMap</name>
    <message numerus="yes">
        <source>%1 of %Ln token(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln token shown</numerusform>
            <numerusform>%1 of %Ln tokens shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: their projected loss rises</source>
        <translation>
            <numerusform>%Ln left out: their projected loss rises</numerusform>
            <numerusform>%Ln left out: their projected loss rises</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln token(s) around %2, %3.</source>
        <comment>cluster, and where it lies</comment>
        <translation>
            <numerusform>%1: %Ln token around %2, %3.</numerusform>
            <numerusform>%1: %Ln tokens around %2, %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::MainWindow</name>
    <message numerus="yes">
        <source>The run “%1” is not finished. Shall the engine go on without the window?</source>
        <translation>
            <numerusform>The run “%1” is not finished. Shall the engine go on without the window?</numerusform>
            <numerusform>The run “%1” is not finished. Shall the engine go on without the window?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>selected %1 of %Ln token(s)</source>
        <translation>
            <numerusform>selected %1 of %Ln token</numerusform>
            <numerusform>selected %1 of %Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::jobs::EngineJob</name>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <comment>version, device, threads</comment>
        <translation>
            <numerusform>%1, %2, %n thread</numerusform>
            <numerusform>%1, %2, %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::BasisModel</name>
    <message numerus="yes">
        <source>Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. It took %Ln Hessian-vector product(s).</source>
        <translation>
            <numerusform>Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. It took %Ln Hessian-vector product.</numerusform>
            <numerusform>Vector %1: the top direction of the Hessian at step %2, after those before it are taken out. It took %Ln Hessian-vector products.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) whose own projected loss rises are left out.</source>
        <translation>
            <numerusform>%Ln token whose own projected loss rises are left out.</numerusform>
            <numerusform>%Ln tokens whose own projected loss rises are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln basis vector(s).</source>
        <translation>
            <numerusform>%Ln basis vector.</numerusform>
            <numerusform>%Ln basis vectors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln vector(s) of this run</source>
        <translation>
            <numerusform>%Ln vector of this run</numerusform>
            <numerusform>%Ln vectors of this run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln of %1.</source>
        <translation>
            <numerusform>and %Ln of %1.</numerusform>
            <numerusform>and %Ln of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>estimated on %Ln validation example(s)</source>
        <translation>
            <numerusform>estimated on %Ln validation example</numerusform>
            <numerusform>estimated on %Ln validation examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln interval(s) beyond ±%1 %, where the loss hardly changed: not drawn</source>
        <translation>
            <numerusform>%Ln interval beyond ±%1 %, where the loss hardly changed: not drawn</numerusform>
            <numerusform>%Ln intervals beyond ±%1 %, where the loss hardly changed: not drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::ClusterModel</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::ClusterSelection</name>
    <message numerus="yes">
        <source>Select %Ln token(s)</source>
        <translation>
            <numerusform>Select %Ln token</numerusform>
            <numerusform>Select %Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::SelectionMeans</name>
    <message numerus="yes">
        <source>mean of %Ln token(s) selected</source>
        <translation>
            <numerusform>mean of %Ln token selected</numerusform>
            <numerusform>mean of %Ln tokens selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::models::Slices</name>
    <message numerus="yes">
        <source>%1: %Ln token(s); %2</source>
        <comment>a slice, how it was made</comment>
        <translation>
            <numerusform>%1: %Ln token; %2</numerusform>
            <numerusform>%1: %Ln tokens; %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ClustersPanel</name>
    <message numerus="yes">
        <source>There are no clusters yet: until then %Ln token(s) are grouped by their label.</source>
        <translation>
            <numerusform>There are no clusters yet: until then %Ln token are grouped by their label.</numerusform>
            <numerusform>There are no clusters yet: until then %Ln tokens are grouped by their label.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln token(s);</source>
        <translation>
            <numerusform>of %Ln token;</numerusform>
            <numerusform>of %Ln tokens;</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ContextsPanel</name>
    <message numerus="yes">
        <source>%1 of %Ln match(es) shown</source>
        <translation>
            <numerusform>%1 of %Ln match shown</numerusform>
            <numerusform>%1 of %Ln matches shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln outlier(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln outlier shown</numerusform>
            <numerusform>%1 of %Ln outliers shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln token(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln token shown</numerusform>
            <numerusform>%1 of %Ln tokens shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::panels::ResourcesView</name>
    <message numerus="yes">
        <source>%1 of %Ln core(s) busy</source>
        <comment>with the engine</comment>
        <translation>
            <numerusform>%1 of %Ln core busy</numerusform>
            <numerusform>%1 of %Ln cores busy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::panels::SelectionPanel</name>
    <message numerus="yes">
        <source>%1 of %Ln token(s) selected: %2</source>
        <translation>
            <numerusform>%1 of %Ln token selected: %2</numerusform>
            <numerusform>%1 of %Ln tokens selected: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::panels::TrainingPanel</name>
    <message numerus="yes">
        <source>Each point is the mean of %Ln step(s).</source>
        <translation>
            <numerusform>Each point is the mean of %Ln step.</numerusform>
            <numerusform>Each point is the mean of %Ln steps.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::views::BreakthroughsPlot</name>
    <message numerus="yes">
        <source>%Ln token(s), %1 of them carries</source>
        <translation>
            <numerusform>%Ln token, %1 of them carries</numerusform>
            <numerusform>%Ln tokens, %1 of them carries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::views::ComparisonPlot</name>
    <message numerus="yes">
        <source>%Ln token(s) in both</source>
        <translation>
            <numerusform>%Ln token in both</numerusform>
            <numerusform>%Ln tokens in both</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::views::CondensedTreePlot</name>
    <message numerus="yes">
        <source>%Ln token(s) where it begins</source>
        <translation>
            <numerusform>%Ln token where it begins</numerusform>
            <numerusform>%Ln tokens where it begins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>persistence %1, mean probability %2, %Ln token(s)</source>
        <translation>
            <numerusform>persistence %1, mean probability %2, %Ln token</numerusform>
            <numerusform>persistence %1, mean probability %2, %Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) leave it one by one: outliers</source>
        <translation>
            <numerusform>%Ln token leave it one by one: outliers</numerusform>
            <numerusform>%Ln tokens leave it one by one: outliers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>here, at %1: %Ln token(s) left</source>
        <translation>
            <numerusform>here, at %1: %Ln token left</numerusform>
            <numerusform>here, at %1: %Ln tokens left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::views::OverviewPlot</name>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>best share of %1: %2, in a cluster of %Ln token(s)</source>
        <translation>
            <numerusform>best share of %1: %2, in a cluster of %Ln token</numerusform>
            <numerusform>best share of %1: %2, in a cluster of %Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>polcascope::views::ParameterMapPlot</name>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
</context>
</TS>
