"""See what a form would give before it is saved."""


class PreviewMixin:
    """A second button shows the form's content as it would be shown, and saves nothing. Place it before the page.

    `preview_template` is included below the form, with what `preview` returns beside the form's own context.
    """

    template_name = "generic/form_with_preview.html"
    preview_template = ""

    def preview(self, form) -> dict:
        return {}

    def form_valid(self, form):
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        shown = {"preview": self.preview_template, "has_files": bool(self.request.FILES)} | self.preview(form)
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"previews": True} | kwargs)
