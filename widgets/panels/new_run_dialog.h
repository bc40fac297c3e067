#pragma once

#include "core/recipe/recipe.h"

#include <QDialog>
#include <QStringList>

#include <map>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace polcascope::panels {

/// What shall be computed, and can it be: a recipe with every parameter open to change, checked while it is
/// typed; what the run will take; where it goes. Numbers are written as in recipe files.
class NewRunDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewRunDialog(QWidget* parent = nullptr);
    ~NewRunDialog() override;

    /// Begins from this recipe (a shipped one's name, or a file). An unreadable one leaves things as they
    /// were and is told in the dialog.
    void setRecipe(const QString& nameOrPath);

    [[nodiscard]] QString recipe() const { return m_source; } ///< name or file: what the engine is given
    [[nodiscard]] QStringList settings() const; ///< "key=value" for everything that differs from the recipe
    [[nodiscard]] QString runPath() const;
    /// The widget in which a key is changed: a QLineEdit or a QComboBox.
    [[nodiscard]] QWidget* editor(const std::string& key) const;
    /// What is wrong with a key's value, as it stands beside the field; "" when nothing is.
    [[nodiscard]] QString problem(const std::string& key) const;
    [[nodiscard]] bool canCreate() const;

private:
    struct Field {
        const RecipeField* field = nullptr;
        int tab = 0;
        QLabel* name = nullptr;
        QWidget* editor = nullptr;
        QLabel* problem = nullptr;
    };

    void addFields();
    void chooseFile();
    void fillIn();
    void check();
    void checkPlace(bool recipeWorks);
    void choosePlace();
    [[nodiscard]] static QString text(const Field& field);

    QString m_source;
    Recipe m_base; ///< as the recipe says
    Recipe m_edited;
    std::map<std::string, Field> m_fields;
    bool m_filling = false;
    bool m_placeTyped = false; ///< the person chose the place: a new recipe no longer changes it

    QComboBox* m_recipes;
    QLabel* m_description;
    QTabWidget* m_tabs;
    QStringList m_tabTitles;
    QLineEdit* m_place;
    QLabel* m_placeProblem;
    QLabel* m_size;
    QPushButton* m_create;
};

}
