from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, StyledModelForm
from crm.models import Tag


class TagForm(StyledModelForm):
    class Meta:
        model = Tag
        fields = ["name"]


class MergeTagForm(StyledForm):
    into = forms.ModelChoiceField(label=_("Slå ihop med"), queryset=Tag.objects.all())

    def __init__(self, *args, tag: Tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Tag.objects.exclude(pk=tag.pk)
