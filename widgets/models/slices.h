#pragma once

#include "widgets/models/run_snapshot.h"
#include "widgets/models/token_set.h"

#include <QAbstractTableModel>
#include <QJsonObject>
#include <QPointer>
#include <QUndoStack>

namespace polcascope::models {

/// Tokens kept under a name that no other slice has.
struct Slice {
    QString name;
    TokenSet set;
    bool isLabel = false; ///< the tokens are labelled by it: has it, or has not
    bool operator==(const Slice&) const = default;
};

/// The slices of a run, a row each. Whatever a person does to them can be undone.
class Slices : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, labelColumn, sizeColumn, howColumn, columns };

    explicit Slices(QUndoStack* undo, QObject* parent = nullptr);

    [[nodiscard]] const QVector<Slice>& list() const { return m_list; }
    void setList(const QVector<Slice>& list); ///< as no step of undo
    void keep(const TokenSet& set); ///< as the last, under a name made up
    void replace(int row, const TokenSet& set);
    void remove(int row);

    /// The run, whose tokens have the slices that are labels behind their own labels: what the views show. As long as neither
    /// changes it is the same.
    [[nodiscard]] RunSnapshotPointer labelled(const RunSnapshotPointer& run);

    [[nodiscard]] QJsonObject toJson() const;
    void restore(const QJsonObject& json); ///< leaves out what is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Another name; false where it is none, or another slice has it. Or whether it is a label.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void listChanged();
    void labelsChanged(); ///< labelled() is another

private:
    void change(const QVector<Slice>& to, const QString& text);
    [[nodiscard]] bool isTaken(const QString& name) const;

    QPointer<QUndoStack> m_undo;
    QVector<Slice> m_list;
    RunSnapshotPointer m_run; ///< that was labelled last
    std::shared_ptr<const TokenTable> m_tokens; ///< its tokens with the labels
    RunSnapshotPointer m_labelled;
};

}
