#pragma once

#include "widgets/views/qcustomplot.h"

namespace polcascope::views {

/// What a function of a canvas paints on one of its layers. The canvas owns it.
template<typename Canvas> class PaintItem : public QCPAbstractItem {
public:
    using Function = void (Canvas::*)(QCPPainter&);

    /// `clip`: to the axes' rectangle.
    PaintItem(Canvas* canvas, const char* layer, Function function, bool clip)
        : QCPAbstractItem(canvas)
        , m_canvas(canvas)
        , m_function(function)
    {
        setLayer(QString::fromLatin1(layer));
        setClipToAxisRect(clip);
        setSelectable(false);
    }
    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override { (m_canvas->*m_function)(*painter); }

private:
    Canvas* m_canvas;
    Function m_function;
};

}
