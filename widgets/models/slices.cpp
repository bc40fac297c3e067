#include "widgets/models/slices.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace polcascope::models {

namespace {

class ChangeSlicesCommand : public QUndoCommand {
public:
    ChangeSlicesCommand(Slices* slices, const QVector<Slice>& to, const QString& text)
        : QUndoCommand(text)
        , m_slices(slices)
        , m_from(slices->list())
        , m_to(to)
    {
    }

    void undo() override
    {
        if (m_slices)
            m_slices->setList(m_from);
    }
    void redo() override
    {
        if (m_slices)
            m_slices->setList(m_to);
    }

private:
    QPointer<Slices> m_slices;
    QVector<Slice> m_from;
    QVector<Slice> m_to;
};

}

namespace {

QVector<Slice> labelsAmong(const QVector<Slice>& list)
{
    QVector<Slice> labels;
    std::ranges::copy_if(list, std::back_inserter(labels), &Slice::isLabel);
    return labels;
}

LabelColumn columnOf(const Slice& label, const TokenTable& tokens)
{
    const QString name = tokens.label(label.name.toStdString()) ? Slices::tr("%1 (own)", "a label").arg(label.name) : label.name;
    LabelColumn column { name.toStdString(), { Slices::tr("not %1", "a label").arg(label.name).toStdString(), label.name.toStdString() },
        std::vector<std::int32_t>(tokens.count(), 0), 0 };
    for (const std::int32_t token : label.set.tokens)
        if (static_cast<std::size_t>(token) < column.values.size())
            column.values[static_cast<std::size_t>(token)] = 1;
    return column;
}

}

Slices::Slices(QUndoStack* undo, QObject* parent)
    : QAbstractTableModel(parent)
    , m_undo(undo)
{
}

void Slices::setList(const QVector<Slice>& list)
{
    if (list == m_list)
        return;
    const bool labels = labelsAmong(list) != labelsAmong(m_list);
    if (labels) {
        m_tokens.reset();
        m_labelled.reset();
    }
    if (list.size() == m_list.size()) { // whoever edits one or looks at it stays there
        m_list = list;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    } else {
        beginResetModel();
        m_list = list;
        endResetModel();
    }
    Q_EMIT listChanged();
    if (labels)
        Q_EMIT labelsChanged();
}

RunSnapshotPointer Slices::labelled(const RunSnapshotPointer& run)
{
    const auto labels = labelsAmong(m_list);
    if (!run || !run->tokens || labels.isEmpty())
        return run;
    if (m_labelled && m_run == run)
        return m_labelled;
    if (!m_tokens || !m_run || m_run->tokens != run->tokens) {
        auto tokens = std::make_shared<TokenTable>(*run->tokens);
        for (const Slice& label : labels)
            tokens->labels.push_back(columnOf(label, *tokens));
        m_tokens = tokens;
    }
    auto with = std::make_shared<RunSnapshot>(*run);
    with->tokens = m_tokens;
    m_run = run;
    m_labelled = with;
    return m_labelled;
}

void Slices::change(const QVector<Slice>& to, const QString& text)
{
    if (to == m_list)
        return;
    if (m_undo)
        m_undo->push(new ChangeSlicesCommand(this, to, text));
    else
        setList(to);
}

bool Slices::isTaken(const QString& name) const
{
    return std::ranges::any_of(m_list, [&](const Slice& slice) { return slice.name == name; });
}

void Slices::keep(const TokenSet& set)
{
    QString name;
    for (int number = 1; name.isEmpty() || isTaken(name); ++number)
        name = tr("slice %1").arg(QLocale().toString(number));
    change(m_list + QVector<Slice> { { name, set } }, tr("Keep %1", "a slice").arg(name));
}

void Slices::replace(int row, const TokenSet& set)
{
    QVector<Slice> list = m_list;
    list[row].set = set;
    change(list, tr("Replace %1", "a slice").arg(list[row].name));
}

void Slices::remove(int row)
{
    QVector<Slice> list = m_list;
    const QString name = list.takeAt(row).name;
    change(list, tr("Remove %1", "a slice").arg(name));
}

QJsonObject Slices::toJson() const
{
    QJsonArray slices;
    for (const Slice& slice : m_list)
        slices.append(QJsonObject {
            { "name", slice.name }, { "how", slice.set.how }, { "tokens", toRanges(slice.set.tokens) },
            { "label", slice.isLabel } });
    return { { "slices", slices } };
}

void Slices::restore(const QJsonObject& json)
{
    QVector<Slice> list;
    for (const auto& value : json["slices"].toArray()) {
        const QJsonObject object = value.toObject();
        const auto tokens = fromRanges(object["tokens"].toArray());
        const QString name = object["name"].toString().simplified();
        const bool taken = std::ranges::any_of(list, [&](const Slice& slice) { return slice.name == name; });
        if (!name.isEmpty() && !taken && !tokens.empty())
            list.append({ name, { QVector<std::int32_t>(tokens.begin(), tokens.end()), object["how"].toString() }, object["label"].toBool() });
    }
    setList(list);
}

int Slices::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.size());
}

int Slices::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant Slices::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Slice& slice = m_list[index.row()];
    const bool isNumber = index.column() == sizeColumn;
    switch (role) {
    case Qt::CheckStateRole:
        return index.column() == labelColumn ? QVariant(slice.isLabel ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::DisplayRole:
        return index.column() == labelColumn ? QString()
            : isNumber ? QLocale().toString(slice.set.tokens.size())
            : index.column() == nameColumn ? slice.name
                                           : slice.set.how;
    case Qt::EditRole:
        return index.column() == nameColumn ? slice.name : QVariant();
    case Qt::ToolTipRole:
        return tr("%1: %Ln token(s); %2", "a slice, how it was made", static_cast<int>(slice.set.tokens.size()))
            .arg(slice.name, slice.set.how);
    case Qt::TextAlignmentRole:
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

QVariant Slices::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == sizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == labelColumn)
        return tr("Label: bars, curves by label, contexts, the overview, the list of clusters and the table of tokens know the tokens of the "
                  "slice from the others");
    if (role != Qt::DisplayRole)
        return {};
    return section == nameColumn ? tr("Slice") : section == labelColumn ? tr("Label") : section == sizeColumn ? tr("Tokens") : tr("How it was made");
}

Qt::ItemFlags Slices::flags(const QModelIndex& index) const
{
    const auto usual = QAbstractTableModel::flags(index);
    return !index.isValid()                      ? usual
        : index.column() == nameColumn  ? usual | Qt::ItemIsEditable
        : index.column() == labelColumn ? usual | Qt::ItemIsUserCheckable
                                        : usual;
}

bool Slices::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QVector<Slice> list = m_list;
    if (role == Qt::CheckStateRole && index.column() == labelColumn) {
        Slice& slice = list[index.row()];
        slice.isLabel = value.toInt() == Qt::Checked;
        change(list, (slice.isLabel ? tr("Label tokens by %1", "a slice") : tr("Label no tokens by %1", "a slice")).arg(slice.name));
        return true;
    }
    if (role != Qt::EditRole || index.column() != nameColumn)
        return false;
    const QString name = value.toString().simplified();
    if (name == list[index.row()].name)
        return true;
    if (name.isEmpty() || isTaken(name))
        return false;
    const QString before = std::exchange(list[index.row()].name, name);
    change(list, tr("Rename %1", "a slice").arg(before));
    return true;
}

}
