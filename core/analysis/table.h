#pragma once

#include "core/store/clustering_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace polcascope::analysis {

/// What stands around a table's numbers, with what is particular to the run held apart, so that the window can say it in
/// another language: "%1" in the pattern stands for the first value, and so on.
struct Sentence {
    std::string pattern;
    std::vector<std::string> values;

    Sentence(std::string sentence = {}, std::vector<std::string> particulars = {})
        : pattern(std::move(sentence))
        , values(std::move(particulars))
    {
    }
    Sentence(const char* sentence)
        : pattern(sentence)
    {
    }
    [[nodiscard]] std::string text() const;
};

/// What a row of a table is about, for those who can show it.
struct RowSubject {
    enum class Kind {
        nothing, ///< that could be shown
        clustering, ///< and, unless `index` is -1, one cluster of it
        vector,
        token,
        published, ///< nothing of the run: the papers' values
    };
    Kind kind = Kind::nothing;
    std::int32_t index = -1; ///< of the cluster, the vector or the token
    store::ClusteringKey key = {};
    bool operator==(const RowSubject&) const = default;
};

/// A table as it goes to people and scripts: text in every cell, "" where there is no value.
struct Table {
    std::string name; ///< "2024-table-1": of its file, too
    Sentence title;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< as long as columns
    std::vector<Sentence> notes;
    bool detailed = false; ///< a row for each token or cluster: for a file rather than the terminal
    std::vector<RowSubject> subjects = {}; ///< one a row, or none at all
    std::vector<std::size_t> published = {}; ///< columns of the papers' values
    std::vector<std::size_t> names = {}; ///< columns of names and of tokens' text, even where these look like numbers
    std::size_t totals = 0; ///< so many rows at the end sum the others up, or are the papers'

    [[nodiscard]] bool isPublished(std::size_t column) const;
    [[nodiscard]] bool holdsNames(std::size_t column) const;
};

enum class TableFormat { text, csv, tsv, markdown };
/// Text: aligned, numbers to the right. CSV (RFC 4180): columns and rows alone. TSV: the same between tabs, for pasting.
/// Markdown: a table between title and notes.
[[nodiscard]] std::string tableText(const Table& table, TableFormat format);

/// A number with so many decimals (fixed) or significant digits; "" for NaN.
[[nodiscard]] std::string fixed(double value, int decimals);
[[nodiscard]] std::string significant(double value, int digits);

}
